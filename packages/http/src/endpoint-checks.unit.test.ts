import { allEndpoints, defineEndpoints } from "@vc/contracts";
import { testKeys } from "@vc/testing";
import { Registry } from "prom-client";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { addEndpoint } from "./add-endpoint.ts";
import { systemClock } from "./clock.ts";
import type { UndeclaredAnswers } from "./endpoint-checks.ts";
import { createLogger } from "./logger.ts";
import { HttpProblem } from "./problem.ts";
import { buildServer } from "./server.ts";

const { getThing } = defineEndpoints("example", {
  getThing: {
    method: "GET",
    path: "/v1/things",
    access: "public",
    tag: "things",
    summary: "A thing",
    answers: { 200: z.object({ ok: z.boolean() }) },
    problems: ["already_taken"],
  },
});

async function aServer({
  service = "example",
  undeclaredAnswers,
}: {
  service?: string;
  undeclaredAnswers?: UndeclaredAnswers;
} = {}) {
  const lines: string[] = [];
  const app = await buildServer({
    service,
    log: createLogger({ service, level: "error" }, { write: (line) => void lines.push(line) }),
    registry: new Registry(),
    tokenKeys: testKeys().tokenKeys,
    clock: systemClock,
    readiness: async () => ({}),
    undeclaredAnswers,
  });
  return { app, lines };
}

describe("the routes of a service", () => {
  it("have endpoints: a path of the API without one does not start", async () => {
    const { app } = await aServer();
    const open = { config: { access: "public", isInternal: true } } as const;
    expect(() => app.get("/v1/things", open, async () => ({}))).toThrow(
      "route GET /v1/things has no endpoint",
    );
    expect(() => app.get("/things", { config: { access: "public" } }, async () => ({}))).toThrow(
      "has no endpoint",
    );
    expect(() => app.get("/things", open, async () => ({}))).not.toThrow();
  });

  it("are its own: the endpoint of another service does not start", async () => {
    const { app } = await aServer({ service: "orders" });
    expect(() => addEndpoint(app, getThing, () => ({ ok: true }))).toThrow(
      "GET /v1/things belongs to example, not to orders",
    );
  });

  it("are complete: without one of its endpoints a service does not start", async () => {
    const { app } = await aServer({ service: "reviews" });
    await expect(app.ready()).rejects.toThrow("reviews has no routes for POST /v1/reviews, GET /v1/reviews");
    expect(allEndpoints.some(({ service }) => service === "reviews")).toBe(true);
  });
});

describe("an answer that its endpoint does not declare", () => {
  const answers: Record<string, Parameters<typeof addEndpoint<typeof getThing>>[2]> = {
    "409 price_changed": () => {
      throw new HttpProblem(409, "price_changed");
    },
    "400 already_taken": () => {
      throw new HttpProblem(400, "already_taken");
    },
    "202": (_request, reply) => {
      reply.statusCode = 202;
      return { ok: true };
    },
  };

  it.each(Object.entries(answers))("%s fails the request in tests", async (answer, handler) => {
    const { app } = await aServer({ undeclaredAnswers: "fail" });
    addEndpoint(app, getThing, handler);
    expect((await app.inject({ url: "/v1/things" })).statusCode).toBe(500);
    expect(answers).toHaveProperty([answer]);
  });

  it.each(Object.entries(answers))("%s is logged and sent in production", async (answer, handler) => {
    const { app, lines } = await aServer();
    addEndpoint(app, getThing, handler);
    const { statusCode } = await app.inject({ url: "/v1/things" });
    expect(statusCode).toBe(Number(answer.slice(0, 3)));
    expect(lines.join("")).toContain(`GET /v1/things does not declare the answer ${answer}`);
  });

  it("is none of those that it declares, or that any endpoint can give", async () => {
    const { app, lines } = await aServer({ undeclaredAnswers: "fail" });
    addEndpoint(app, getThing, () => {
      throw new HttpProblem(409, "already_taken");
    });
    expect((await app.inject({ url: "/v1/things" })).statusCode).toBe(409);
    expect(lines).toEqual([]);
  });
});
