import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Reconciliation } from "@vc/contracts";
import { newId } from "@vc/service";
import { waitFor } from "@vc/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildTestApp, type TestApp } from "../../test/build-test-app.ts";
import { requestComparison } from "./apply-to-day.ts";
import { dayOf } from "./compare.ts";
import { begun } from "./store.ts";

const HOUR_MS = 60 * 60_000;

let t: TestApp;
/** The day on which everything happened. */
let day: string;
beforeAll(async () => {
  t = await buildTestApp();
  // Far from midnight, so that a day's trading stays on its day.
  t.clock.set(`${dayOf(t.clock.now())}T06:00:00Z`);
  day = dayOf(t.clock.now());
  const sellerId = await t.aSellerWith(20_000);
  await t.withdraw(sellerId, 700);
  const refunded = await t.aPaidOrder();
  await t.refuse(refunded);
  await t.settled(refunded);
  const contested = await t.aPaidOrder();
  const { charge } = (await t.parts.payments.find(contested.orderId)) ?? {};
  await t.simulator.control(`charges/${charge?.id}/dispute`);
  await waitFor(async () => (await t.paymentOf(contested)).state === "frozen", { what: "the chargeback" });
});
afterAll(() => t.stop());

async function reconciled(): Promise<Reconciliation> {
  await requestComparison(t.parts.reconciliations, day, t.clock.now());
  await t.parts.reconciliation.drain();
  const authorization = await t.authorization(newId("account"), ["admin"]);
  const answer = await t.app.inject({ url: "/v1/payments/reconciliations", headers: authorization });
  const items: Reconciliation[] = answer.json().items;
  const shown = items.find((item) => item.day === day);
  if (shown === undefined) throw new Error(`${day} is not listed: ${answer.body}`);
  return shown;
}

const metric = async () =>
  /payments_reconciliation_differences (\d+)/.exec(await t.platform.registry.metrics())?.[1];

describe("a day beside what Stripe booked on it", () => {
  it("R31: is not compared before it is over, and admins alone may see it", async () => {
    await t.parts.reconciliation.drain();
    expect(await t.parts.reconciliations.find(day)).toBeNull();
    expect((await t.call(newId("account"), "GET", "/reconciliations")).status).toBe(403);
  });

  it("R31: agrees with the ledger to the cent: payments, fees, refunds, transfers, a chargeback, a payout", async () => {
    t.clock.set(`${day}T06:00:00Z`);
    t.clock.advance(20 * HOUR_MS);
    const shown = await reconciled();
    expect(shown).toMatchObject({ state: "clean", differences: [], others: [] });
    expect(shown.transactions).toBeGreaterThanOrEqual(7);
    expect(shown.entries).toBeGreaterThanOrEqual(8);
    expect(await metric()).toBe("0");
  });

  it("R31: mends what was only missed, by reading it again", async () => {
    const fee = (await t.entries({ kind: "stripe_fee" }))[0];
    const order = await t.parts.payments.find(fee?.orderId ?? "");
    const { payments, journal } = {
      payments: t.platform.db.collection<{ _id: string }>("payments"),
      journal: t.platform.db.collection<{ _id: string }>("journal"),
    };
    await journal.deleteOne({ _id: fee?._id ?? "" });
    await payments.updateOne({ _id: order?.id ?? "" }, { $set: { "charge.feeCents": null } });
    expect((await reconciled()).state).toBe("clean");
    expect(await t.entries({ _id: fee?._id ?? "" })).toHaveLength(1);
  });

  it("R31: shows what differs in either direction, may settle for three days, and then alerts", async () => {
    const { stripe } = t.simulator;
    t.clock.set(`${day}T08:00:00Z`);
    // Theirs without ours: a payment of no order, as of one that was placed after a backup.
    const [paid] = await t.entries({ kind: "payment_received" });
    const given = { amount: 1000, currency: "eur", payment_method: "pm_card_visa", confirm: true } as const;
    const intent = await stripe.paymentIntents.create(given);
    const foreign = { id: String(intent.latest_charge) };
    // Amounts that differ, and ours without theirs: the ledger was tampered with.
    const journal = t.platform.db.collection<{ _id: string }>("journal");
    const [refund] = await t.entries({ kind: "refund_paid" });
    await journal.updateOne(
      { _id: refund?._id ?? "" },
      { $set: { "lines.0.amountCents": 1, "lines.1.amountCents": -1 } },
    );
    const invented = { ...paid, _id: "paid:invented", stripeId: "ch_invented", at: t.clock.now() };
    await journal.insertOne(invented);
    t.clock.advance(20 * HOUR_MS);
    const settling = await reconciled();
    expect(settling.state).toBe("settling");
    expect(settling.differences.map(({ kind, stripeId }) => [kind, stripeId]).toSorted()).toEqual(
      [
        ["amounts_differ", refund?.stripeId],
        ["ours_without_theirs", "ch_invented"],
        ["theirs_without_ours", foreign.id],
      ].toSorted(),
    );
    expect(settling.differences).toContainEqual(
      expect.objectContaining({
        stripeId: foreign.id,
        type: "charge",
        ours: { amount: 0, currency: "EUR" },
        theirs: { amount: 960, currency: "EUR" },
      }),
    );
    expect(await metric()).toBe("0");
    t.clock.advance(4 * 24 * HOUR_MS);
    expect((await reconciled()).state).toBe("differs");
    expect(await metric()).toBe("3");
  });

  it("R31: of which a process died goes on where it was", async () => {
    const planted = {
      kind: "ours_without_theirs",
      stripeId: "ch_seen_before",
      accountId: null,
      type: null,
      oursCents: 1,
      theirsCents: 0,
      entryIds: [],
    } as const;
    await requestComparison(t.parts.reconciliations, day, t.clock.now());
    const taken = await t.parts.reconciliations.queue.take();
    if (taken === null) throw new Error("the day was not due");
    await t.parts.reconciliations.note(taken, { ...begun, isPlatformDone: true, differences: [planted] });
    expect(await t.parts.reconciliations.queue.take()).toBeNull();
    t.clock.advance(11_000);
    await t.parts.reconciliation.drain();
    const found = await t.parts.reconciliations.find(taken.entry._id);
    expect(found?.differences).toEqual([planted]);
    expect(await t.parts.reconciliations.note(taken, begun)).toBe(false);
  });

  it("R31: is compared by a command too, which names what differs", async () => {
    const cli = fileURLToPath(new URL("../cli.ts", import.meta.url));
    const env = {
      ...process.env,
      MONGO_URL: t.namespace.mongoUrl,
      MONGO_DATABASE: t.namespace.dbName,
      STRIPE_SECRET_KEY: "sk_test_command",
      STRIPE_API_URL: t.simulator.url,
    };
    const child = spawn(process.execPath, [cli, "reconcile", day], {
      env,
      stdio: ["ignore", "pipe", "inherit"],
    });
    let output = "";
    child.stdout.on("data", (chunk: Buffer) => {
      output += chunk.toString("utf8");
    });
    const status = await new Promise((resolve) => child.on("close", resolve));
    expect(output).toContain("ours_without_theirs: ch_invented: ours");
    expect(status).toBe(1);
  });
});
