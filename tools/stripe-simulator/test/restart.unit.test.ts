import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { waitFor } from "@vc/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  anActiveAccount,
  aSession,
  control,
  paidCharge,
  startTestSimulator,
  stateOf,
  type TestSimulator,
} from "./start-test-simulator.ts";

let test: TestSimulator;
let directory: string;
beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), "stripe-simulator-"));
  test = await startTestSimulator({ databasePath: join(directory, "state.sqlite"), minSessionLifetimeS: 0 });
});
afterAll(async () => {
  await test.close();
  rmSync(directory, { recursive: true });
});

describe("a simulator with a database file", () => {
  it("goes on after a restart where it was: objects, keys, webhooks to send, faults", async () => {
    const { stripe, webhooks } = test;
    const seller = await anActiveAccount(stripe);
    await control(test.simulator, "webhooks/pause");
    const { session, charge } = await paidCharge(stripe);
    const options = { idempotencyKey: "tr:order_1:1" };
    const transfer = () =>
      stripe.transfers.create(
        { amount: 8000, currency: "eur", destination: seller, source_transaction: charge.id },
        options,
      );
    const first = await transfer();
    await control(test.simulator, "faults", { kind: "answer_before_work", path: "/v1/payouts", times: 3 });
    const before = await stateOf(test.simulator);
    const sentBefore = webhooks.arrivals.length;

    await test.restart();

    expect(await stateOf(test.simulator)).toMatchObject({
      objects: before.objects,
      balances: before.balances,
      faults: before.faults,
      webhooks: { paused: true, counts: before.webhooks.counts },
    });
    expect((await transfer()).id).toBe(first.id);
    await control(test.simulator, "webhooks/resume");
    await waitFor(() => webhooks.arrivals.some(({ type }) => type === "transfer.created"), {
      what: "the webhooks that waited",
    });
    const late = webhooks.arrivals.slice(sentBefore).filter(({ endpoint }) => endpoint === "platform");
    expect(late.map(({ type }) => type).slice(0, 5)).toEqual([
      "payment_intent.created",
      "charge.succeeded",
      "payment_intent.succeeded",
      "checkout.session.completed",
      "transfer.created",
    ]);
    expect((await stripe.checkout.sessions.retrieve(session.id)).status).toBe("complete");
  });

  it("does after a restart what was to be done later", async () => {
    const { stripe, webhooks } = test;
    const session = await stripe.checkout.sessions.create(
      aSession({ expires_at: Math.floor(Date.now() / 1000) + 1 }),
    );
    await test.restart();
    await waitFor(
      () =>
        webhooks.arrivals.some(
          ({ type, payload }) => type === "checkout.session.expired" && payload.includes(session.id),
        ),
      { what: "the expiry of the session" },
    );
    expect((await stripe.checkout.sessions.retrieve(session.id)).status).toBe("expired");
  });
});
