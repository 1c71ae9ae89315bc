import { waitFor } from "@vc/testing";
import type { Document, UpdateFilter } from "mongodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildTestApp, type TestApp } from "../../test/build-test-app.ts";
import type { TestOrder } from "../../test/order-news.ts";

type Stored = Document & { _id: string };

let t: TestApp;
let sold: TestOrder;
let refunded: TestOrder;
let blocked: TestOrder;
let withdrawalId: string;
beforeAll(async () => {
  t = await buildTestApp();
  const sellerId = await t.aSellerWith(20_000);
  sold = await t.aPaidOrder({ sellerId });
  await t.complete(sold);
  await t.settled(sold);
  const { withdrawal } = await t.withdraw(sellerId, 700);
  withdrawalId = withdrawal.id;
  refunded = await t.aPaidOrder();
  await t.refuse(refunded);
  await t.settled(refunded);
  blocked = await t.aPaidOrder();
  const { charge } = (await t.parts.payments.find(sold.orderId)) ?? {};
  await t.simulator.control(`charges/${charge?.id}/dispute`);
  await waitFor(
    async () => (await t.parts.payments.find(sold.orderId))?.chargebacks[0]?.takenCents === 1500,
    {
      what: "the chargeback",
    },
  );
  await waitFor(async () => (await t.parts.withdrawals.find(withdrawalId))?.state === "paid", {
    what: "the payout",
  });
});
afterAll(() => t.stop());

const collection = (name: string) => t.platform.db.collection<Stored>(name);

/** Changes a document, or adds or removes one, looks, and puts everything back. */
async function foundAfter(name: string, id: string, change: UpdateFilter<Stored> | "remove" | Stored) {
  const before = await collection(name).findOne({ _id: id });
  if (change === "remove") await collection(name).deleteOne({ _id: id });
  else if ("_id" in change) await collection(name).insertOne(change as Stored);
  else await collection(name).updateOne({ _id: id }, change as UpdateFilter<Stored>);
  const findings = await t.findings();
  await collection(name).deleteOne({ _id: id });
  if (before !== null) await collection(name).insertOne(before);
  return findings.map(({ invariant, subject }) => ({ invariant, subject }));
}

const aMovement = async (id: string, order: Document): Promise<Stored> => ({
  ...((await collection("movements").findOne({ _id: `re:${refunded.orderId}` })) ?? {}),
  _id: id,
  order,
  state: "due",
  stripeId: null,
});

/** Each invariant of the ledger (services/payments/README.md), and what would break it. */
const damages: readonly [invariant: string, damage: () => ReturnType<typeof foundAfter>][] = [
  [
    "every entry sums to 0 in whole cents",
    async () => foundAfter("journal", `released:${sold.orderId}`, { $inc: { "lines.0.amountCents": 1 } }),
  ],
  [
    "the whole ledger sums to 0",
    async () => foundAfter("journal", `released:${sold.orderId}`, { $set: { "lines.0.amountCents": 0.5 } }),
  ],
  [
    "balances equal their journal",
    async () => foundAfter("balances", `ESCROW:${blocked.orderId}`, { $inc: { cents: 1 } }),
  ],
  [
    "no account is below zero",
    async () => foundAfter("balances", `SELLER:${sold.sellerId}`, { $set: { cents: -1 } }),
  ],
  [
    "escrow holds what is blocked and 0 for an ended order",
    async () => foundAfter("payments", blocked.orderId, { $set: { state: "settled" } }),
  ],
  ["escrow belongs to an order that is known", async () => foundAfter("payments", blocked.orderId, "remove")],
  [
    "what is owed to a buyer is their open refunds",
    async () =>
      foundAfter("payments", refunded.orderId, {
        $set: { dueRefunds: [{ movementId: "re:x", chargeId: "ch_x", amountCents: 1 }] },
      }),
  ],
  [
    "a chargeback holds what the bank took until it decides",
    async () => foundAfter("payments", sold.orderId, { $set: { "chargebacks.0.state": "won" } }),
  ],
  [
    "the bank has what it took and was not decided to keep",
    async () => foundAfter("payments", sold.orderId, { $inc: { "chargebacks.0.takenCents": 1 } }),
  ],
  [
    "paid = refunded, by others too, + to be refunded + released + blocked + charged back",
    async () => foundAfter("payments", sold.orderId, { $inc: { paidCents: 1 } }),
  ],
  [
    "a payment says what the journal says",
    async () => foundAfter("payments", refunded.orderId, { $inc: { refundedCents: -1, paidCents: -1 } }),
  ],
  [
    "released = transferred + commission + VAT",
    async () => foundAfter("movements", `tr:${sold.orderId}`, { $inc: { "order.amountCents": 1 } }),
  ],
  [
    "no refund after release beyond what is left",
    async () => {
      const { charge } = (await t.parts.payments.find(sold.orderId)) ?? {};
      const order = { kind: "refund", orderId: sold.orderId, chargeId: charge?.id, amountCents: 1 };
      return foundAfter("movements", "re:again", await aMovement("re:again", order));
    },
  ],
  [
    "commission and VAT come out of what was released",
    async () => foundAfter("payments", sold.orderId, { $set: { commissionCents: 1_500, vatCents: 1 } }),
  ],
  [
    "a payment waits for exactly its open movements",
    async () => foundAfter("payments", blocked.orderId, { $set: { openMovementIds: ["re:forgotten"] } }),
  ],
  [
    "payouts due and in transit are the pending withdrawals",
    async () => foundAfter("withdrawals", withdrawalId, { $set: { state: "pending" } }),
  ],
  [
    "withdrawn ≤ earned",
    async () => foundAfter("withdrawals", withdrawalId, { $set: { amountCents: 1_000_000 } }),
  ],
  [
    "what a seller owes is their open receivables",
    async () => {
      const [claim] = await collection("receivables").find().toArray();
      return foundAfter("receivables", claim?._id ?? "", { $inc: { owedCents: 1 } });
    },
  ],
  [
    "what returns from a seller's balance is the open reversals",
    async () => {
      const { orderId, sellerId } = sold;
      const order = { kind: "reversal", orderId, disputeId: "du_1", sellerId, amountCents: 1 };
      return foundAfter("movements", "rv:du_1:1", await aMovement("rv:du_1:1", order));
    },
  ],
  [
    "no movement without its Stripe object",
    async () => foundAfter("movements", `re:${refunded.orderId}`, { $set: { stripeId: null } }),
  ],
  [
    "no movement without its Stripe object after the retry horizon",
    async () =>
      foundAfter("movements", `re:${refunded.orderId}`, {
        $set: { state: "due", stripeId: null, createdAt: new Date(t.clock.now().getTime() - 25 * 3_600_000) },
      }),
  ],
  [
    "one journal entry for each movement",
    async () => foundAfter("movements", `re:${refunded.orderId}`, { $set: { stripeId: "re_other" } }),
  ],
  [
    "one Stripe object per movement",
    async () => {
      const twin = await collection("movements").findOne({ _id: `tr:${sold.orderId}` });
      return foundAfter("movements", `re:${refunded.orderId}`, { $set: { stripeId: twin?.stripeId } });
    },
  ],
  [
    "invoices are numbered without gaps",
    async () => {
      const [invoice] = await collection("invoices").find().toArray();
      return foundAfter("invoices", invoice?._id ?? "", "remove");
    },
  ],
  [
    "commission and VAT are what was invoiced",
    async () => {
      const [invoice] = await collection("invoices").find().toArray();
      return foundAfter("invoices", invoice?._id ?? "", { $inc: { commissionCents: 1 } });
    },
  ],
];

describe("the check of a live ledger", () => {
  it("R27: finds nothing in one that is right", async () => {
    expect(await t.findings()).toEqual([]);
  });

  it.each(damages)("R27: names what breaks “%s”", async (invariant, damage) => {
    const found = await damage();
    expect(found.map((finding) => finding.invariant)).toContain(invariant);
    expect(await t.findings()).toEqual([]);
  });
});
