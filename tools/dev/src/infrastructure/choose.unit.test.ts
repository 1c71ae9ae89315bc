import { expect, it } from "vitest";
import { type Attempt, chooseFirst, type Option, unavailable } from "./choose.ts";
import { amqpOptions, missingMessage, mongoOptions } from "./resolve-infrastructure.ts";

const context = { persistent: false, stateDir: "state", dataDir: "data", env: {}, log: () => {} };

function option(name: string, attempt: () => Promise<Attempt>): Option {
  return { name, attempt };
}
const found = (name: string) =>
  option(name, async () => ({ kind: "found", url: `${name}://`, because: "it works", stop: async () => {} }));
const missing = (name: string) => option(name, async () => unavailable("not here"));

it("tries what is nearest to production first (ADR 27)", () => {
  expect(mongoOptions(context).map(({ name }) => name)).toEqual([
    "MONGO_URL",
    "mongo:8 in Docker",
    "local mongod",
    "downloaded mongod",
    "SecantusDB==0.7.0b3",
  ]);
  expect(amqpOptions(context).map(({ name }) => name)).toEqual([
    "AMQP_URL",
    "rabbitmq:4-management in Docker",
    "RabbitMQ on 127.0.0.1:5672",
    "local rabbitmq-server",
    "rabbitmq-server from Debian",
  ]);
});

it("takes the first that works and does not try the others", async () => {
  const untouched = option("c", () => Promise.reject(new Error("must not be tried")));
  const choice = await chooseFirst("MongoDB", [missing("a"), found("b"), untouched]);
  expect(choice).toMatchObject({ kind: "found", found: { url: "b://", chosen: "MongoDB: b (it works)" } });
});

it("continues when one fails", async () => {
  const broken = option("a", () => Promise.reject(new Error("daemon crashed")));
  expect(await chooseFirst("MongoDB", [broken, found("b")])).toMatchObject({ kind: "found" });
});

it("does not search on when what was asked for explicitly cannot be had", async () => {
  const wrong = option("MONGO_URL", async () => ({ kind: "wrong", why: "MONGO_URL does not answer" }));
  const choice = await chooseFirst("MongoDB", [wrong, found("b")]);
  expect(choice).toEqual({ kind: "wrong", why: "MONGO_URL does not answer" });
});

it("says in one message what was tried and the two shortest ways out", async () => {
  const choice = await chooseFirst("MongoDB", [missing("a"), missing("b")]);
  expect(missingMessage({ part: "MongoDB", ways: ["start Docker", "install Python"] }, choice)).toBe(
    [
      "No MongoDB can be had here. The two shortest ways to get it:",
      "  1. start Docker;",
      "  2. install Python.",
      "What was tried:",
      "  - a: not here",
      "  - b: not here",
    ].join("\n"),
  );
});
