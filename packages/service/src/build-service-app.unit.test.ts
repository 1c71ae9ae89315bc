import { createLogger, systemClock } from "@vc/http";
import { MongoBulkWriteError, MongoNetworkError } from "mongodb";
import { Registry } from "prom-client";
import { expect, it } from "vitest";
import { buildServiceApp } from "./build-service-app.ts";

const away: Record<string, () => Error> = {
  "a broken connection": () => new MongoNetworkError("connection to db-1:27017 closed"),
  // Node's own error for a connection that the database has just ended; the driver passes it on.
  "a write to an ended connection": () =>
    Object.assign(new Error("This socket has been ended by the other party"), { code: "EPIPE" }),
  "a bulk write that was cut off": () => {
    // The driver alone makes results; only the error inside it matters here.
    const result = {} as ConstructorParameters<typeof MongoBulkWriteError>[1];
    return new MongoBulkWriteError(new MongoNetworkError("connection to db-1:27017 closed"), result);
  },
};

it.each(Object.entries(away))("answers 503 with Retry-After after %s", async (_name, error) => {
  const app = await buildServiceApp(
    {
      log: createLogger({ service: "example", level: "silent" }),
      registry: new Registry(),
      tokenKeys: async () => null,
      clock: systemClock,
      readiness: async () => ({}),
    },
    "example",
  );
  app.get("/things", { config: { access: "public", isInternal: true } }, async () => {
    throw error();
  });
  const answer = await app.inject({ url: "/things" });
  expect(answer.json()).toMatchObject({ status: 503, code: "unavailable" });
  expect(answer.headers["retry-after"]).toBe("1");
  expect(answer.body).not.toMatch(/db-1|socket/);
});
