import { describe, expect, it } from "vitest";
import { readConfig } from "./config.ts";

describe("readConfig", () => {
  it("needs nothing", () => {
    expect(readConfig({})).toMatchObject({
      kind: "ok",
      options: { port: 4242, host: "127.0.0.1", databasePath: ":memory:" },
    });
  });

  it("takes an origin for the pages and an address with a secret for each endpoint", () => {
    const read = readConfig({
      PUBLIC_URL: "http://127.0.0.1:4242/",
      PLATFORM_WEBHOOK_URL: "http://127.0.0.1:8080/v1/payments/webhooks/platform",
      PLATFORM_WEBHOOK_SECRET: "whsec_1",
      CONNECTED_WEBHOOK_URL: "",
    });
    expect(read).toMatchObject({
      kind: "ok",
      options: { publicUrl: "http://127.0.0.1:4242", platformWebhook: { secret: "whsec_1" } },
    });
  });

  it.each([
    [{ PUBLIC_URL: "http://127.0.0.1:4242/pay" }, "PUBLIC_URL must be an origin"],
    [{ PUBLIC_URL: "pay.test" }, "PUBLIC_URL"],
    [{ CONNECTED_WEBHOOK_URL: "http://127.0.0.1:8080" }, "CONNECTED_WEBHOOK_SECRET is missing"],
    [{ ACCOUNTS_WEBHOOK_URL: "http://127.0.0.1:8080" }, "ACCOUNTS_WEBHOOK_SECRET is missing"],
    [{ PLATFORM_WEBHOOK_SECRET: "whsec_1" }, "PLATFORM_WEBHOOK_URL is missing"],
    [{ PORT: "eighty" }, "PORT"],
  ])("says what is wrong with %j", (env, message) => {
    expect(readConfig(env)).toEqual({ kind: "wrong", message: expect.stringContaining(message) });
  });
});
