import type Stripe from "stripe";
import type { PayoutAccountStore } from "../payout-accounts/store.ts";
import { judgeFailure } from "../stripe/call-failure.ts";
import type { CallOutcome } from "./lifecycle.ts";
import { idempotencyKey, type Movement, type MovementKind, type MovementOrder } from "./movement.ts";

type OrderOf<Kind extends MovementKind> = Extract<MovementOrder, { kind: Kind }>;
type MovementOf<Kind extends MovementKind> = Movement & { readonly order: OrderOf<Kind> };

/** How one kind of movement is done at Stripe, and how to see whether it was. Both give the id of Stripe's object. */
interface Call<Kind extends MovementKind> {
  look(movement: MovementOf<Kind>, stripeAccountId: string | null): Promise<string | null>;
  make(movement: MovementOf<Kind>, stripeAccountId: string | null): Promise<string>;
}

/** Marks Stripe's object as this movement's, so that it can be found again without its idempotency key. */
const MOVEMENT = "movement";

/** How often evidence was handed in does not say it: what was handed in for an inquiry is counted after it, too. */
function awaitsAnswer({ status }: Stripe.Dispute): boolean {
  return status === "needs_response" || status === "warning_needs_response";
}

async function firstOf<Item extends { id: string; metadata: Stripe.Metadata | null }>(
  list: AsyncIterable<Item>,
  movement: Movement,
  isVoid: (item: Item) => boolean,
): Promise<string | null> {
  for await (const item of list) {
    if (item.metadata?.[MOVEMENT] === movement.id && !isVoid(item)) return item.id;
  }
  return null;
}

/**
 * Carries out movements at Stripe. A repeated call looks first for what an earlier one may have done: an idempotency
 * key protects for 24 hours only, and remembers an error of Stripe's own as faithfully as a success.
 */
export function createStripeCalls(deps: {
  stripe: Stripe;
  payoutAccounts: PayoutAccountStore;
  /** What to tell a bank of an order; `null`: nothing. */
  evidenceFor: (orderId: string) => Promise<Stripe.DisputeUpdateParams.Evidence | null>;
}) {
  const { stripe, payoutAccounts } = deps;

  const transfersOf = (orderId: string) => stripe.transfers.list({ transfer_group: orderId, limit: 100 });

  const calls: { [Kind in MovementKind]: Call<Kind> } = {
    refund: {
      look: (movement) =>
        firstOf(
          stripe.refunds.list({ charge: movement.order.chargeId, limit: 100 }),
          movement,
          (refund) => refund.status === "failed" || refund.status === "canceled",
        ),
      make: async (movement) => {
        const { orderId, chargeId, amountCents } = movement.order;
        const refund = await stripe.refunds.create(
          { charge: chargeId, amount: amountCents, metadata: { [MOVEMENT]: movement.id, order: orderId } },
          { idempotencyKey: idempotencyKey(movement) },
        );
        return refund.id;
      },
    },
    transfer: {
      look: (movement) =>
        firstOf(transfersOf(movement.order.orderId), movement, (transfer) => transfer.reversed),
      make: async (movement, stripeAccountId) => {
        const { orderId, chargeId, amountCents } = movement.order;
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
    },
    payout: {
      look: (movement, stripeAccountId) =>
        firstOf(
          // A payout that failed was this movement's all the same: its failure is told by its own event.
          stripe.payouts.list(
            { limit: 100, created: { gte: Math.floor(movement.createdAt.getTime() / 1_000) - CLOCK_SKEW_S } },
            { stripeAccount: String(stripeAccountId) },
          ),
          movement,
          () => false,
        ),
      make: async (movement, stripeAccountId) => {
        const { withdrawalId, amountCents } = movement.order;
        const payout = await stripe.payouts.create(
          {
            amount: amountCents,
            currency: "eur",
            metadata: { [MOVEMENT]: movement.id, withdrawal: withdrawalId },
          },
          { idempotencyKey: idempotencyKey(movement), stripeAccount: String(stripeAccountId) },
        );
        return payout.id;
      },
    },
    reversal: {
      look: async (movement) => {
        for await (const transfer of transfersOf(movement.order.orderId)) {
          const reversals = stripe.transfers.listReversals(transfer.id, { limit: 100 });
          const done = await firstOf(reversals, movement, () => false);
          if (done !== null) return done;
        }
        return null;
      },
      make: async (movement) => {
        const { orderId, disputeId, amountCents } = movement.order;
        for await (const transfer of transfersOf(orderId)) {
          if (transfer.amount - transfer.amount_reversed < amountCents) continue;
          const reversal = await stripe.transfers.createReversal(
            transfer.id,
            { amount: amountCents, metadata: { [MOVEMENT]: movement.id, dispute: disputeId } },
            { idempotencyKey: idempotencyKey(movement) },
          );
          return reversal.id;
        }
        throw new NothingToReverse(orderId);
      },
    },
    evidence: {
      look: async ({ order }) => {
        const dispute = await stripe.disputes.retrieve(order.disputeId);
        return awaitsAnswer(dispute) ? null : dispute.id;
      },
      make: async ({ order: { orderId, disputeId } }) => {
        const dispute = await stripe.disputes.retrieve(disputeId);
        const evidence = await deps.evidenceFor(orderId);
        // Decided or answered already, or nothing to say: done, since no money depends on it.
        if (!awaitsAnswer(dispute) || evidence === null) return dispute.id;
        // No idempotency key: the case may have grown since an earlier try, and the same again does no harm.
        return (await stripe.disputes.update(disputeId, { evidence, submit: true })).id;
      },
    },
    close_session: {
      look: async ({ order }) => {
        const session = await stripe.checkout.sessions.retrieve(order.sessionId);
        return session.status === "open" ? null : session.id;
      },
      make: async (movement) => {
        const session = await stripe.checkout.sessions.retrieve(movement.order.sessionId);
        // One that was paid or has expired by itself is closed; what was paid is told by its own event.
        if (session.status !== "open") return session.id;
        return (
          await stripe.checkout.sessions.expire(session.id, {}, { idempotencyKey: idempotencyKey(movement) })
        ).id;
      },
    },
  };

  async function receiverOf(order: MovementOrder): Promise<string | null> {
    if (order.kind !== "transfer" && order.kind !== "payout") return null;
    const account = await payoutAccounts.find(order.sellerId);
    // Payouts go from the account they were asked for; whether it still can, Stripe says.
    return account?.state === "active" || order.kind === "payout" ? (account?.stripeAccountId ?? null) : null;
  }

  return {
    /** Makes one call for a movement, or finds that it was made. Writes nothing but at Stripe. */
    async perform(movement: Movement): Promise<CallOutcome> {
      const { order } = movement;
      // `calls` has for each kind what takes that kind; indexing with a union loses the tie between the two.
      const call = calls[order.kind] as Call<MovementKind>;
      const stripeAccountId = await receiverOf(order);
      const needsAccount = order.kind === "transfer" || order.kind === "payout";
      if (needsAccount && stripeAccountId === null) return { kind: "no_account" };
      let step: "look" | "make" = "look";
      try {
        const done = movement.calls > 1 ? await call.look(movement, stripeAccountId) : null;
        if (done !== null) return { kind: "done", stripeId: done };
        step = "make";
        return { kind: "done", stripeId: await call.make(movement, stripeAccountId) };
      } catch (error) {
        if (error instanceof NothingToReverse) return { kind: "unknown", message: error.message };
        const failure = judgeFailure(error);
        // That looking was refused says nothing about what an earlier call has done.
        return step === "look" ? { kind: "unknown", message: failure.message } : failure;
      }
    },
  };
}

/** The earnings that a reversal is to take back have not been transferred; it is tried again once they may have been. */
class NothingToReverse extends Error {
  constructor(orderId: string) {
    super(`no transfer of ${orderId} holds that much`);
    this.name = "NothingToReverse";
  }
}

/** Stripe's clock and ours may differ by this much. */
const CLOCK_SKEW_S = 3_600;

export type StripeCalls = ReturnType<typeof createStripeCalls>;
