import type { AddressInfo } from "node:net";
import type { FastifyInstance } from "fastify";
import { Agent, interceptors, request } from "undici";
import { afterEach, describe, expect, it } from "vitest";
import { aService, gatewaysOfATest, type TestGateway } from "../../test/build-test-gateway.ts";
import { UNHEALTHY_MS } from "./rotation.ts";

const { aGateway, onStop, stopAll } = gatewaysOfATest();
afterEach(stopAll);

/** What an instance is told to do with a request instead of answering it. */
type Misbehaviour = "break off";

/**
 * A service that runs several times: each instance at an address of its own (all of 127/8 is this machine on Linux),
 * all at one port, behind one name whose addresses the test says.
 */
async function aScaledService(name: "orders") {
  const instances = new Map<string, FastifyInstance>();
  const handled: { by: string; method: string; body: unknown }[] = [];
  const misbehaviours = new Map<string, Misbehaviour>();
  let port = 0;
  let nowMs = 0;
  let lookups = 0;
  const state = { addresses: [] as string[], failure: null as string | null };

  async function start(address: string): Promise<void> {
    const app = aService(name);
    app.addHook("preHandler", async (asked, reply) => {
      const body = Buffer.isBuffer(asked.body) ? asked.body.toString() : null;
      handled.push({ by: address, method: asked.method, body });
      void reply.header("x-instance", address);
      if (misbehaviours.get(address) === "break off") asked.raw.socket.destroy();
    });
    await app.listen({ host: address, port });
    port = (app.server.address() as AddressInfo).port;
    instances.set(address, app);
  }
  async function kill(address: string): Promise<void> {
    const app = instances.get(address);
    instances.delete(address);
    app?.server.closeAllConnections();
    await app?.close();
  }
  onStop(async () => {
    await Promise.all([...instances.keys()].map(kill));
  });

  return {
    handled,
    misbehaviours,
    state,
    start,
    kill,
    async startAll(...addresses: string[]): Promise<void> {
      for (const address of addresses) await start(address);
      state.addresses = addresses;
    },
    url: () => `http://${name}.test:${port}`,
    lookups: () => lookups,
    passMs(ms: number): void {
      nowMs += ms;
    },
    resolver: {
      nowMs: () => nowMs,
      lookup: async (): Promise<readonly string[]> => {
        lookups += 1;
        if (state.failure !== null) throw Object.assign(new Error("no"), { code: state.failure });
        return state.addresses;
      },
    },
  };
}
type ScaledService = Awaited<ReturnType<typeof aScaledService>>;

const [one, two, three] = ["127.0.0.1", "127.0.0.2", "127.0.0.3"] as const;

async function before(service: ScaledService): Promise<TestGateway> {
  return aGateway({ services: { orders: service.url() }, resolver: service.resolver });
}

/** Who answers so many reads; a read that is not answered fails the test. */
async function readers(gateway: TestGateway, count: number): Promise<(string | null)[]> {
  const answers = await Promise.all(
    Array.from({ length: count }, async () => {
      const answer = await gateway.get("/v1/orders");
      expect(answer.status).toBe(200);
      await answer.text();
      return answer.headers.get("x-instance");
    }),
  );
  return answers.toSorted();
}

/** How many requests the gateway had to send again. */
async function repeated(gateway: TestGateway): Promise<number> {
  const metrics = await gateway.metrics();
  return Number(/^gateway_repeated_requests_total\{.*\} (\d+)$/m.exec(metrics)?.[1] ?? 0);
}

const post = (gateway: TestGateway, headers: Record<string, string> = {}, body = '{"a":1}') =>
  fetch(`${gateway.url}/v1/orders`, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body,
  });

describe("the instances of a service", () => {
  it("share its requests evenly, and know its name", async () => {
    const service = await aScaledService("orders");
    await service.startAll(one, two, three);
    const gateway = await before(service);
    expect(await readers(gateway, 9)).toEqual([one, one, one, two, two, two, three, three, three]);
    const answer = await (await gateway.get("/v1/orders")).json();
    expect(answer).toMatchObject({ headers: { host: new URL(service.url()).host } });
  });

  it("hazard: undici's own spreading gives clients the errors of a dead one for as long as the name lists it", async () => {
    const service = await aScaledService("orders");
    await service.startAll(one, two, three);
    await service.kill(two);
    const agent = new Agent();
    onStop(() => agent.destroy());
    const dispatcher = agent.compose(
      interceptors.dns({
        maxTTL: 5_000,
        lookup: (_origin, _options, done) =>
          done(
            null,
            service.state.addresses.map((address) => ({ address, family: 4, ttl: 5_000 })),
          ),
      }),
    );
    const outcomes = [];
    for (let count = 0; count < 6; count++) {
      const asked = request(`${service.url()}/v1/orders`, { dispatcher });
      outcomes.push(
        await asked.then(
          ({ body }) => body.dump().then(() => "answered"),
          (error: NodeJS.ErrnoException) => error.code,
        ),
      );
    }
    expect(outcomes.filter((outcome) => outcome === "ECONNREFUSED")).toHaveLength(2);
  });

  it("can be killed without a client noticing it, though their name still lists the dead one", async () => {
    const service = await aScaledService("orders");
    await service.startAll(one, two, three);
    const gateway = await before(service);
    await readers(gateway, 9);
    const dying = service.kill(two);
    await readers(gateway, 30);
    await dying;
    const repeatedBefore = await repeated(gateway);
    expect(await readers(gateway, 4)).toEqual([one, one, three, three]);
    // Left out at once: no further request goes to it in vain.
    expect(await repeated(gateway)).toBe(repeatedBefore);
    const writes = await Promise.all(Array.from({ length: 6 }, () => post(gateway)));
    expect(writes.map(({ status }) => status)).toEqual(Array(6).fill(200));
  });

  it("give up what they had in hand to another one when they die, reads only", async () => {
    const service = await aScaledService("orders");
    await service.startAll(one, two, three);
    const gateway = await before(service);
    service.misbehaviours.set(two, "break off");
    expect(new Set(await readers(gateway, 9))).toEqual(new Set([one, three]));
    expect(service.handled.filter(({ by }) => by === two).length).toBeGreaterThan(0);
    expect(await repeated(gateway)).toBeGreaterThan(0);
  });

  it("that do not answer any more get nothing within 5 s of leaving their name, dead or not", async () => {
    const service = await aScaledService("orders");
    await service.startAll(one, two, three);
    const gateway = await before(service);
    await readers(gateway, 3);
    service.state.addresses = [one, three];
    service.passMs(5_000);
    expect(await readers(gateway, 4)).toEqual([one, one, three, three]);
  });

  it("that are new are used within 10 s", async () => {
    const service = await aScaledService("orders");
    await service.startAll(one, two);
    const gateway = await before(service);
    await readers(gateway, 2);
    await service.start(three);
    service.state.addresses = [one, two, three];
    service.passMs(5_000);
    expect(await readers(gateway, 3)).toEqual([one, two, three]);
  });

  it("that return to their address are used again without a failed request of a client", async () => {
    const service = await aScaledService("orders");
    await service.startAll(one, two);
    const gateway = await before(service);
    await service.kill(two);
    expect(await readers(gateway, 4)).toEqual([one, one, one, one]);
    service.passMs(UNHEALTHY_MS);
    expect(await readers(gateway, 4)).toEqual([one, one, one, one]);
    await service.start(two);
    service.passMs(UNHEALTHY_MS);
    await readers(gateway, 4);
    expect(await readers(gateway, 4)).toEqual([one, one, two, two]);
  });

  it("that were all replaced are found by the next request", async () => {
    const service = await aScaledService("orders");
    await service.startAll(one);
    const gateway = await before(service);
    await readers(gateway, 2);
    await service.start(two);
    await service.kill(one);
    service.state.addresses = [two];
    expect(await readers(gateway, 3)).toEqual([two, two, two]);
  });

  it("are called at their last addresses while DNS fails, and not once the name is removed", async () => {
    const service = await aScaledService("orders");
    await service.startAll(one, two);
    const gateway = await before(service);
    await readers(gateway, 2);
    service.state.failure = "EAI_AGAIN";
    service.passMs(30_000);
    expect(await readers(gateway, 2)).toEqual([one, two]);
    service.state.failure = "ENOTFOUND";
    service.passMs(5_000);
    expect((await gateway.get("/v1/orders")).status).toBe(503);
    service.state.failure = null;
    expect(await readers(gateway, 2)).toEqual([one, two]);
  });

  it("are looked up once for all requests that wait, and not for each", async () => {
    const service = await aScaledService("orders");
    await service.startAll(one, two);
    const gateway = await before(service);
    await readers(gateway, 20);
    expect(service.lookups()).toBe(1);
  });
});

describe("a write", () => {
  it("that could not be sent goes to another instance with its body, once", async () => {
    const service = await aScaledService("orders");
    await service.startAll(one, two, three);
    const gateway = await before(service);
    await service.kill(one);
    const large = "x".repeat(200_000);
    const answer = await post(gateway, {}, large);
    expect(answer.status).toBe(200);
    expect(service.handled).toEqual([{ by: two, method: "POST", body: large }]);
  });

  it("is never sent twice when its connection broke, because its outcome is unknown", async () => {
    const service = await aScaledService("orders");
    await service.startAll(one, two, three);
    const gateway = await before(service);
    for (const address of [one, two, three]) service.misbehaviours.set(address, "break off");
    for (const method of ["POST", "PUT", "PATCH", "DELETE"]) {
      service.handled.splice(0);
      const answer = await fetch(`${gateway.url}/v1/orders/x`, {
        method,
        headers: { "idempotency-key": "k" },
      });
      expect(answer.status).toBe(503);
      expect(service.handled).toHaveLength(1);
    }
    service.handled.splice(0);
    expect((await post(gateway)).status).toBe(503);
    expect(service.handled).toHaveLength(1);
  });

  it("is sent again when its connection broke, where its service knows it again by its Idempotency-Key", async () => {
    const service = await aScaledService("orders");
    await service.startAll(one, two);
    const gateway = await before(service);
    service.misbehaviours.set(one, "break off");
    const answer = await post(gateway, { "idempotency-key": "k" });
    expect(answer.status).toBe(200);
    expect(service.handled).toEqual([
      { by: one, method: "POST", body: '{"a":1}' },
      { by: two, method: "POST", body: '{"a":1}' },
    ]);
  });
});
