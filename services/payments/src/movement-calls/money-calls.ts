import Stripe from "stripe";
import { idempotencyKey } from "../movements/movement.ts";
import { idOf } from "../stripe/id-of.ts";
import { type Call, firstOf, MOVEMENT } from "./call.ts";
import { coversWhenSettled, FundsMissing, FundsPending } from "./pending-funds.ts";

/** Stripe's clock and ours may differ by this much. */
const CLOCK_SKEW_S = 3_600;

/** The earnings that a reversal is to take back have not been transferred; it is tried again once they may have been. */
export class NothingToReverse extends Error {
  constructor(orderId: string) {
    super(`no transfer of ${orderId} holds that much`);
    this.name = "NothingToReverse";
  }
}

function isLackOfFunds(error: unknown): boolean {
  return error instanceof Stripe.errors.StripeError && error.code === "balance_insufficient";
}

/** Others have refunded so much of a charge that a transfer would pay the same money to buyer and seller. */
export class RefundedByOthers extends Error {
  constructor({ id, amount, amount_refunded }: Stripe.Charge) {
    super(
      `${amount_refunded} of the ${amount} cents of ${id} are refunded: the rest does not cover this transfer`,
    );
    this.name = "RefundedByOthers";
  }
}

/** An early fraud warning about the order's payment waits for an admin. */
export class FraudSuspected extends Error {
  constructor(orderId: string) {
    super(`the bank suspects fraud in the payment of ${orderId}, and an admin has not decided`);
    this.name = "FraudSuspected";
  }
}

/** Whether an early fraud warning about an order's payment waits for an admin. */
export type IsSuspected = (orderId: string) => Promise<boolean>;

/** What others refunded of an order beside what its buyer was owed, and a person has decided about, in cents. */
export type DecidedLoss = (orderId: string) => Promise<number>;

/**
 * Stripe refunds in the Dashboard and by dispute prevention, and lets what was refunded be transferred all the same. What a
 * person has decided about is no reason to wait.
 *
 * @throws RefundedByOthers
 */
async function checkCharge(
  stripe: Stripe,
  chargeId: string,
  amountCents: number,
  decidedCents: number,
): Promise<void> {
  const charge = await stripe.charges.retrieve(chargeId);
  if (charge.amount_refunded - decidedCents + amountCents > charge.amount) throw new RefundedByOthers(charge);
}

/** A refund that was asked for and is not made: the bank has not taken it yet, or Stripe waits for funds or for the buyer. */
export class RefundPending extends Error {
  constructor({ id, status }: Stripe.Refund) {
    super(`${id} is ${status}`);
    this.name = "RefundPending";
  }
}

/** A refund of this attempt failed before it was made: its key gives the same one for a day, so that another is due. */
export class RefundVoid extends Error {
  constructor({ id, failure_reason }: Stripe.Refund) {
    super(`${id} failed: ${failure_reason ?? "no reason"}`);
    this.name = "RefundVoid";
  }
}

const isVoid = ({ status }: Stripe.Refund) => status === "failed" || status === "canceled";

/** @throws RefundPending, RefundVoid */
function madeRefund(refund: Stripe.Refund): string {
  if (isVoid(refund)) throw new RefundVoid(refund);
  // Refunds of banks that answer at once have succeeded; Stripe has no status for some others.
  if (refund.status === "pending" || refund.status === "requires_action") throw new RefundPending(refund);
  return refund.id;
}

/** Gives a buyer's payment back. */
export const refundCall = (stripe: Stripe): Call<"refund"> => ({
  look: async (movement) => {
    let ofThisAttempt: Stripe.Refund | null = null;
    for await (const refund of stripe.refunds.list({ charge: movement.order.chargeId, limit: 100 })) {
      if (refund.metadata?.[MOVEMENT] !== movement.id) continue;
      if (!isVoid(refund)) return madeRefund(refund);
      if (refund.metadata.attempt === String(movement.attempt)) ofThisAttempt = refund;
    }
    return ofThisAttempt === null ? null : madeRefund(ofThisAttempt);
  },
  make: async (movement) => {
    const { orderId, chargeId, amountCents } = movement.order;
    const refund = await stripe.refunds.create(
      {
        charge: chargeId,
        amount: amountCents,
        metadata: { [MOVEMENT]: movement.id, order: orderId, attempt: String(movement.attempt) },
      },
      { idempotencyKey: idempotencyKey(movement) },
    );
    return madeRefund(refund);
  },
});

const transfersOf = (stripe: Stripe, orderId: string) =>
  stripe.transfers.list({ transfer_group: orderId, limit: 100 });

/** Moves earnings to the seller's balance at Stripe. */
export const transferCall = (
  stripe: Stripe,
  { decidedLoss, isSuspected }: { readonly decidedLoss: DecidedLoss; readonly isSuspected: IsSuspected },
): Call<"transfer"> => ({
  // One that was reversed was this movement's all the same: its reversal has an event of its own, for a person to decide.
  look: (movement) => firstOf(transfersOf(stripe, movement.order.orderId), movement),
  make: async (movement, stripeAccountId) => {
    const { orderId, chargeId, amountCents } = movement.order;
    if (await isSuspected(orderId)) throw new FraudSuspected(orderId);
    if (chargeId !== null) await checkCharge(stripe, chargeId, amountCents, await decidedLoss(orderId));
    const transfer = await stripe.transfers.create(
      {
        amount: amountCents,
        currency: "eur",
        destination: String(stripeAccountId),
        // The charge bounds the transfer, and the money may leave while the charge still settles.
        ...(chargeId === null ? {} : { source_transaction: chargeId }),
        transfer_group: orderId,
        metadata: { [MOVEMENT]: movement.id, order: orderId },
      },
      { idempotencyKey: idempotencyKey(movement) },
    );
    return transfer.id;
  },
  availableAt: async ({ order: { chargeId } }) => {
    // Made again from the platform's balance, which only spends what is available.
    if (chargeId === null) return null;
    const charge = await stripe.charges.retrieve(chargeId, { expand: ["balance_transaction"] });
    const booked = charge.balance_transaction;
    return booked === null || typeof booked === "string" ? null : new Date(booked.available_on * 1_000);
  },
});

/** Pays a withdrawal to the seller's bank. */
export const payoutCall = (stripe: Stripe): Call<"payout"> => ({
  look: (movement, stripeAccountId) =>
    firstOf(
      stripe.payouts.list(
        { limit: 100, created: { gte: Math.floor(movement.createdAt.getTime() / 1_000) - CLOCK_SKEW_S } },
        { stripeAccount: String(stripeAccountId) },
      ),
      movement,
      // A payout that failed was this movement's all the same: its failure has an event of its own.
    ),
  make: async (movement, stripeAccountId) => {
    const { withdrawalId, amountCents } = movement.order;
    const stripeAccount = String(stripeAccountId);
    const metadata = { [MOVEMENT]: movement.id, withdrawal: withdrawalId };
    try {
      const payout = await stripe.payouts.create(
        { amount: amountCents, currency: "eur", metadata },
        { idempotencyKey: idempotencyKey(movement), stripeAccount },
      );
      return payout.id;
    } catch (error) {
      if (!isLackOfFunds(error)) throw error;
      const balance = await stripe.balance.retrieve({}, { stripeAccount });
      throw coversWhenSettled(balance, amountCents)
        ? new FundsPending(amountCents)
        : new FundsMissing(amountCents);
    }
  },
});

/** The seller's transfers of other orders. */
async function otherTransfersTo(
  stripe: Stripe,
  stripeAccountId: string | null,
  orderId: string,
): Promise<Stripe.Transfer[]> {
  if (stripeAccountId === null) return [];
  const all = await listed(stripe.transfers.list({ destination: stripeAccountId, limit: 100 }));
  return all.filter(({ transfer_group }) => transfer_group !== orderId);
}

const leftOf = ({ amount, amount_reversed }: Stripe.Transfer) => amount - amount_reversed;

/** The first that holds all of it, or else the first that holds anything. */
const holding = (transfers: readonly Stripe.Transfer[], amountCents: number) =>
  transfers.find((transfer) => leftOf(transfer) >= amountCents) ??
  transfers.find((transfer) => leftOf(transfer) > 0);

/**
 * Brings a lost chargeback's part back from the seller's balance at Stripe: from the order's own transfers, and then from the
 * seller's others. Where none holds all of it, one gives what it has, and the receivable asks for the rest.
 */
export const reversalCall = (stripe: Stripe): Call<"reversal"> => ({
  look: async (movement, stripeAccountId) => {
    const { orderId } = movement.order;
    const own = await listed(transfersOf(stripe, orderId));
    for (const { id: transferId } of [
      ...own,
      ...(await otherTransfersTo(stripe, stripeAccountId, orderId)),
    ]) {
      const reversals = await listed(stripe.transfers.listReversals(transferId, { limit: 100 }));
      const made = reversals.find(({ metadata }) => metadata?.[MOVEMENT] === movement.id);
      if (made !== undefined) return { stripeId: made.id, amountCents: made.amount };
    }
    return null;
  },
  make: async (movement, stripeAccountId) => {
    const { orderId, disputeId, amountCents: askedCents } = movement.order;
    // Of an account that was replaced nothing can be taken back: what the books have lies in the present one.
    const own = (await listed(transfersOf(stripe, orderId))).filter(
      ({ destination }) => destination !== null && idOf(destination) === stripeAccountId,
    );
    const found =
      holding(own, askedCents) ??
      holding(await otherTransfersTo(stripe, stripeAccountId, orderId), askedCents);
    if (found === undefined) throw new NothingToReverse(orderId);
    const amountCents = Math.min(askedCents, leftOf(found));
    const reversal = await stripe.transfers.createReversal(
      found.id,
      { amount: amountCents, metadata: { [MOVEMENT]: movement.id, dispute: disputeId } },
      { idempotencyKey: idempotencyKey(movement) },
    );
    return { stripeId: reversal.id, amountCents };
  },
});

async function listed<Item>(list: AsyncIterable<Item>): Promise<Item[]> {
  const items: Item[] = [];
  for await (const item of list) items.push(item);
  return items;
}
