import { changedMeanwhile } from "@vc/bus";
import { changeBatch, type Database, type Erased, type ErasureBatch, trusted } from "@vc/service";
import type { ClientSession } from "mongodb";
import { lostOfEscrow, refundedOfEscrow } from "./escrow.ts";
import { type PaymentDocument, paymentModel } from "./model.ts";
import type { Payment } from "./payment.ts";

export function toPayment({ _id, ...rest }: PaymentDocument): Payment {
  return { id: _id, ...rest };
}

/** Payments, one for each order, under the order's id. */
export function createPaymentStore(database: Database) {
  const payments = database.model(paymentModel);

  return {
    async find(orderId: string, session?: ClientSession): Promise<Payment | null> {
      const found = await payments.findOne({ _id: orderId }, { session });
      return found && toPayment(found);
    },

    async findByCharge(chargeId: string): Promise<Payment | null> {
      // Surplus charges are rare, so that the first query nearly always finds the payment.
      const found =
        (await payments.findOne({ "charge.id": chargeId })) ??
        (await payments.findOne({ "surplusCharges.id": chargeId }));
      return found && toPayment(found);
    },

    async insert({ id, ...payment }: Payment, session: ClientSession): Promise<void> {
      await payments.insertOne({ _id: id, ...payment }, { session });
    },

    /**
     * Writes a payment over the revision that it was made from.
     *
     * @throws changedMeanwhile when that is no longer the one stored
     */
    async replace(before: Payment, after: Payment, session: ClientSession): Promise<Payment> {
      const { id, ...content } = { ...after, revision: before.revision + 1 };
      const { matchedCount } = await payments.replaceOne({ _id: id, revision: before.revision }, content, {
        session,
      });
      if (matchedCount === 0) throw changedMeanwhile(`payment ${before.id}`);
      return { id, ...content };
    },

    /** Whether an account has orders whose money is neither refunded nor released yet. */
    async hasUnsettled(accountId: string, session: ClientSession): Promise<boolean> {
      const unsettled = { state: trusted({ $in: ["blocked", "frozen", "settling"] }) };
      const found = await payments.findOne(
        {
          $or: [
            { buyerId: accountId, ...unsettled },
            { sellerId: accountId, ...unsettled },
          ],
        },
        { session, fields: ["_id"] },
      );
      return found !== null;
    },

    /** Every payment of a buyer, newest first. */
    async *madeBy(buyerId: string): AsyncIterable<Payment> {
      for await (const document of payments.stream({ buyerId }, { sort: { _id: -1 } }))
        yield toPayment(document);
    },

    /** R42: what is sold was named by its seller. The new revision shows a concurrent writer that it must read again. */
    eraseTitles: (batch: ErasureBatch): Promise<Erased> =>
      changeBatch(
        payments,
        { sellerId: batch.accountId, title: trusted({ $gt: "" }) },
        { $set: { title: "" }, $inc: { revision: 1 } },
        batch,
      ),

    /**
     * What is blocked for each of a seller's orders that go on, in cents; what a bank holds of it while it decides
     * included.
     */
    async blockedFor(sellerId: string): Promise<number[]> {
      const running = await payments.find(
        { sellerId, state: trusted({ $in: ["blocked", "frozen"] }) },
        { fields: ["charge", "chargebacks", "outsideRefunds"] },
      );
      return running.map(
        (payment) => (payment.charge?.amountCents ?? 0) - lostOfEscrow(payment) - refundedOfEscrow(payment),
      );
    },
  };
}

export type PaymentStore = ReturnType<typeof createPaymentStore>;
