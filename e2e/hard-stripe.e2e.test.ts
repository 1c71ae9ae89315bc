import { endsRefused, mainJob } from "@vc/testing/journey";
import { afterAll, afterEach, beforeAll, describe, inject, it } from "vitest";
import { ledgerMustBalance, newDeal } from "./test-platform.ts";

const { simulatorUrl, policyTimeScale } = inject("platform");

/** Asks the simulator how hard it is, or changes it. @returns its settings then */
async function realism(path = "", change?: object): Promise<object> {
  const headers = { "content-type": "application/json" };
  const request = change && { method: "POST", headers, body: JSON.stringify(change) };
  const response = await fetch(`${simulatorUrl}/_control/realism${path}`, request);
  if (!response.ok) throw new Error(`the simulator answers ${response.status}: ${await response.text()}`);
  // Every request is answered with all settings.
  return (await response.json()) as object;
}

describe.concurrent("at a Stripe that is as hard as the real one (STRIPE_SIM_REALISTIC)", () => {
  let before: object;
  beforeAll(async () => {
    before = await realism();
    await realism("/all", { timeScale: policyTimeScale });
  });
  afterAll(async () => {
    await realism("", before);
  });
  afterEach(ledgerMustBalance);

  it("R17, R29: the main job waits for the money to settle, and ends at the seller's bank", async () => {
    await mainJob(await newDeal());
  });

  it("R10: an order that its seller refuses is refunded in full", async () => {
    await endsRefused(await newDeal());
  });
});
