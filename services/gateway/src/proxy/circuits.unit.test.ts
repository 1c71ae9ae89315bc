import { request as httpRequest } from "node:http";
import { waitFor } from "@vc/testing";
import fastify from "fastify";
import { afterEach, describe, expect, it } from "vitest";
import { gatewaysOfATest, type TestGateway } from "../../test/build-test-gateway.ts";
import { OPEN_MS } from "./circuit.ts";
import { lookupAddresses } from "./service-addresses.ts";

const { aGateway, stopAll } = gatewaysOfATest();
afterEach(stopAll);

/** A gateway whose time the test moves, in front of a service that answers what it is told to. */
async function aTiredService() {
  const orders = fastify();
  const state = {
    asked: 0,
    closed: 0,
    saysUnavailable: true,
    answer: async (): Promise<number> => 503,
  };
  orders.addContentTypeParser("*", (_request, payload, done) => done(null, payload));
  orders.all("/v1/*", async (request, reply) => {
    state.asked += 1;
    request.raw.once("close", () => {
      state.closed += 1;
    });
    if (state.saysUnavailable) void reply.header("x-service-unavailable", "true");
    return reply.code(await state.answer()).send({});
  });
  let nowMs = 0;
  const gateway = await aGateway({
    services: { orders },
    resolver: { lookup: lookupAddresses, nowMs: () => nowMs },
  });
  return {
    gateway,
    state,
    passMs: (ms: number): void => {
      nowMs += ms;
    },
  };
}

async function statuses(gateway: TestGateway, count: number): Promise<number[]> {
  const all = [];
  for (let index = 0; index < count; index++) {
    const answer = await gateway.get("/v1/orders");
    await answer.text();
    all.push(answer.status);
  }
  return all;
}

async function metric(gateway: TestGateway, line: string): Promise<number> {
  const text = await gateway.metrics();
  const found = text.split("\n").find((each) => each.startsWith(`${line} `));
  return Number(found?.slice(line.length));
}

describe("a service that fails again and again", () => {
  it.each([502, 503, 504])(
    "gets no requests after ten answers of %i, and clients are refused at once",
    async (status) => {
      const { gateway, state } = await aTiredService();
      state.answer = async () => status;
      expect(await statuses(gateway, 10)).toEqual(Array(10).fill(status));
      const refused = await gateway.get("/v1/orders");
      expect(refused.status).toBe(503);
      expect(refused.headers.get("retry-after")).toBe("3");
      expect(refused.headers.get("content-type")).toContain("application/problem+json");
      expect(await refused.json()).toMatchObject({ code: "unavailable" });
      expect(state.asked).toBe(10);
      expect((await gateway.get("/v1/listings")).status).toBe(200);
      expect(await metric(gateway, 'gateway_circuit_open{upstream="orders"}')).toBe(1);
      expect(await metric(gateway, 'gateway_circuit_open{upstream="catalog"}')).toBe(0);
      expect(await metric(gateway, 'gateway_circuit_refused_total{upstream="orders"}')).toBe(1);
    },
  );

  it("gets one probe after some seconds, and everything again once that is answered", async () => {
    const { gateway, state, passMs } = await aTiredService();
    await statuses(gateway, 10);
    passMs(OPEN_MS);
    const { promise: asked, resolve: beAsked } = Promise.withResolvers<void>();
    const { promise: answer, resolve: giveAnswer } = Promise.withResolvers<number>();
    state.answer = () => {
      beAsked();
      return answer;
    };
    const probe = gateway.get("/v1/orders");
    await asked;
    expect(await statuses(gateway, 3)).toEqual([503, 503, 503]);
    expect(state.asked).toBe(11);
    giveAnswer(200);
    expect((await probe).status).toBe(200);
    expect(await statuses(gateway, 3)).toEqual([200, 200, 200]);
    expect(await metric(gateway, 'gateway_circuit_open{upstream="orders"}')).toBe(0);
  });

  it("stays alone when the probe fails", async () => {
    const { gateway, state, passMs } = await aTiredService();
    await statuses(gateway, 10);
    passMs(OPEN_MS);
    expect(await statuses(gateway, 3)).toEqual([503, 503, 503]);
    expect(state.asked).toBe(11);
  });

  it("is also one that cannot be reached, or takes too long", async () => {
    const away = await aGateway({ services: { orders: null } });
    await statuses(away, 10);
    expect(await metric(away, 'gateway_circuit_open{upstream="orders"}')).toBe(1);

    const silent = fastify();
    silent.get("/v1/orders", () => new Promise(() => {}));
    const slow = await aGateway({ services: { orders: silent }, settings: { UPSTREAM_TIMEOUT_MS: "100" } });
    const answers = await Promise.all(Array.from({ length: 10 }, () => slow.get("/v1/orders")));
    expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(504));
    expect(await metric(slow, 'gateway_circuit_open{upstream="orders"}')).toBe(1);
  });
});

describe("a service that works", () => {
  it("is asked although it cannot serve some requests, such as payments while the provider is away", async () => {
    const { gateway, state } = await aTiredService();
    state.saysUnavailable = false;
    expect(await statuses(gateway, 20)).toEqual(Array(20).fill(503));
    expect(state.asked).toBe(20);
    expect(await metric(gateway, 'gateway_circuit_open{upstream="orders"}')).toBe(0);
  });

  it("is still called after refusals and after answers of 500", async () => {
    const { gateway, state } = await aTiredService();
    for (const status of [404, 409, 429, 500]) {
      state.answer = async () => status;
      expect(await statuses(gateway, 12)).toEqual(Array(12).fill(status));
    }
  });

  it("is not held to account for clients that break off their uploads", async () => {
    const { gateway, state } = await aTiredService();
    const { port } = new URL(gateway.url);
    for (let count = 1; count <= 12; count++) {
      const { promise: broken, resolve: breakOff } = Promise.withResolvers<void>();
      state.answer = () => {
        breakOff();
        return new Promise(() => {});
      };
      const upload = httpRequest({ port, host: "127.0.0.1", method: "POST", path: "/v1/orders/x/files" });
      upload.on("error", () => {});
      upload.write("first");
      await broken;
      upload.destroy();
      await waitFor(() => state.closed === count, { what: "the service to hear of it" });
    }
    state.answer = async () => 200;
    expect(await statuses(gateway, 1)).toEqual([200]);
    expect(await metric(gateway, 'gateway_circuit_open{upstream="orders"}')).toBe(0);
  });
});
