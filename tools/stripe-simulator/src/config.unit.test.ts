import { describe, expect, it } from "vitest";
import { readConfig } from "./config.ts";
import { realistic } from "./realism.ts";

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

  it("is lenient unless it is set to be as strict as Stripe, by the scale of the policies", () => {
    expect(readConfig({})).toMatchObject({ options: { realism: {} } });
    expect(readConfig({ SETTLEMENT_DELAY_MS: "5000" })).toMatchObject({
      options: { realism: { settlementDelayMs: 5000 } },
    });
    const hard = readConfig({ STRIPE_SIM_REALISTIC: "1", POLICY_TIME_SCALE: "3600" });
    expect(hard).toMatchObject({ options: { realism: realistic(3600) } });
  });

  it.each([
    [{ PUBLIC_URL: "http://127.0.0.1:4242/pay" }, "PUBLIC_URL must be an origin"],
    [{ PUBLIC_URL: "pay.test" }, "PUBLIC_URL"],
    [{ CONNECTED_WEBHOOK_URL: "http://127.0.0.1:8080" }, "CONNECTED_WEBHOOK_SECRET is missing"],
    [{ ACCOUNTS_WEBHOOK_URL: "http://127.0.0.1:8080" }, "ACCOUNTS_WEBHOOK_SECRET is missing"],
    [{ PLATFORM_WEBHOOK_SECRET: "whsec_1" }, "PLATFORM_WEBHOOK_URL is missing"],
    [{ PORT: "eighty" }, "PORT"],
    [{ STRIPE_SIM_REALISTIC: "yes" }, "STRIPE_SIM_REALISTIC"],
  ])("says what is wrong with %j", (env, message) => {
    expect(readConfig(env)).toEqual({ kind: "wrong", message: expect.stringContaining(message) });
  });
});
