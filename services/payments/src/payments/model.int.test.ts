import { testDatabase } from "@vc/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { aPayment } from "../../test/builders.ts";
import { balanceModel, type JournalDocument, journalModel } from "../ledger/model.ts";
import { type MovementDocument, movementModel } from "../movements/model.ts";
import { type PaymentDocument, paymentModel } from "./model.ts";
import { createPaymentStore } from "./store.ts";

const at = new Date("2026-05-01T00:00:00Z");

function aStoredPayment(orderId: string): PaymentDocument {
  const { id, ...payment } = aPayment({ id: orderId });
  return { _id: id, ...payment };
}

const refund: MovementDocument = {
  _id: "re:order_1",
  order: { kind: "refund", orderId: "order_1", chargeId: "ch_1", amountCents: 1500 },
  state: "due",
  attempt: 1,
  calls: 0,
  createdAt: at,
  finishedAt: null,
  stripeId: null,
  doneCents: null,
  availableAt: null,
  lastError: null,
  undoneCount: 0,
  nextAt: at,
  takenBy: null,
};

let stored: Awaited<ReturnType<typeof testDatabase>>;
beforeAll(async () => {
  stored = await testDatabase();
});
afterAll(() => stored.stop());

const held = (collection: string) => stored.db.collection(collection).find().toArray();

describe("a payment", () => {
  it("is not written when it breaks the schema, nor asked for by a field that the schema does not have", async () => {
    const payments = stored.database.model(paymentModel);
    const payment = aStoredPayment("order_1");
    await expect(payments.insertOne({ ...payment, paidCents: 0.5 })).rejects.toThrow(
      "paidCents is not a whole number",
    );
    await payments.insertOne(payment);
    const { _id, ...content } = { ...payment, refundedCents: -1 };
    await expect(payments.replaceOne({ _id }, content)).rejects.toThrow("refundedCents is less than 0");
    const lost = { $set: { state: "lost" } } as unknown as { $set: { state: "settled" } }; // no type lets it through
    await expect(payments.updateOne({ _id }, lost)).rejects.toThrow("state is none of");
    const unknown = { buyer: "account_1" } as unknown as { buyerId: string }; // no type lets it through
    await expect(payments.find(unknown)).rejects.toThrow(/"buyer" is not in schema/);
    expect(await held("payments")).toEqual([payment]);
  });

  it("R30: from before inquiries were kept is read as one without any", async () => {
    const { inquiryIds: _inquiryIds, ...old } = aStoredPayment("order_old");
    await stored.db.collection<{ _id: string }>("payments").insertOne(old);
    const found = await createPaymentStore(stored.database).find("order_old");
    expect(found?.inquiryIds).toEqual([]);
  });
});

describe("money", () => {
  it("R27: moves only as a whole number of cents between accounts", async () => {
    const journal = stored.database.model(journalModel);
    const entry: JournalDocument = {
      _id: "paid:order_1:ch_1",
      kind: "payment_received",
      lines: [
        { account: "STRIPE_CASH", amountCents: 1500 },
        { account: "ESCROW:order_1", amountCents: -1500.5 },
      ],
      orderId: "order_1",
      stripeId: "ch_1",
      at,
    };
    await expect(journal.insertOne(entry)).rejects.toThrow("lines.1.amountCents is not a whole number");
    expect(await held("journal")).toEqual([]);
  });

  it("R27: is never counted in a balance that is not whole", async () => {
    const balances = stored.database.model(balanceModel);
    const change = { $inc: { cents: 0.5, entryCount: 1 } };
    await expect(balances.updateOne({ _id: "ESCROW:order_1" }, change, { upsert: true })).rejects.toThrow(
      "cents is not a whole number",
    );
    expect(await held("balances")).toEqual([]);
  });
});

describe("a movement", () => {
  it("R28: has what its kind needs, and nothing of another kind", async () => {
    const movements = stored.database.model(movementModel);
    const { order, ...rest } = refund;
    const without = (field: string) =>
      ({ ...rest, order: { ...order, [field]: undefined } }) as unknown as MovementDocument; // no type lets it through
    await expect(movements.insertOne(without("orderId"))).rejects.toThrow("order.orderId is missing");
    await expect(movements.insertOne(without("chargeId"))).rejects.toThrow("order.chargeId is missing");
    const mixed = { ...refund, order: { ...order, sessionId: "cs_1" } };
    await expect(movements.insertOne(mixed)).rejects.toThrow(/`order.sessionId` is not in schema/);
    await movements.insertOne(refund);
    expect(await movements.find({ "order.orderId": "order_1" })).toEqual([refund]);
    expect(await movements.find({ "order.sellerId": "account_1", state: "waiting" })).toEqual([]);
  });
});
