import type { Clock } from "@vc/http";
import type Stripe from "stripe";
import type { MovementCalls } from "../movements/executor.ts";
import type { Movement, MovementKind, MovementOrder } from "../movements/movement.ts";
import type { PayoutAccountStore } from "../payout-accounts/store.ts";
import { judgeFailure } from "../stripe/call-failure.ts";
import type { Call, Done } from "./call.ts";
import { type EvidenceFor, EvidenceStaged, evidenceCall } from "./evidence-call.ts";
import {
  type DecidedLoss,
  FraudSuspected,
  type IsSuspected,
  NothingToReverse,
  payoutCall,
  RefundedByOthers,
  RefundPending,
  RefundVoid,
  refundCall,
  reversalCall,
  transferCall,
} from "./money-calls.ts";
import { closeSessionCall } from "./other-calls.ts";
import { FundsMissing, FundsPending } from "./pending-funds.ts";

/** Stripe forgets keys after 24 hours; an hour is left for clocks that differ and calls that take long. */
const KEYS_PROTECT_MS = 23 * 60 * 60_000;

/**
 * Whether something may have been done for a movement that its key no longer protects: by an earlier call, or, for what
 * is older than keys are, by one that a restored backup knows nothing of.
 */
function mayBeDone({ calls, createdAt }: Movement, now: Date): boolean {
  return calls > 1 || now.getTime() - createdAt.getTime() > KEYS_PROTECT_MS;
}

/**
 * Whether an earlier call may have transferred something, which shows without an account, too. It has waited for an hour: no
 * call is on its way any more.
 */
const mayBeTransferred = ({ order, calls, state }: Movement) =>
  order.kind === "transfer" && calls > 1 && state === "waiting";

/** So many calls are a minute, as they are repeated after one second, two, four and so on. */
const CALLS_OF_A_MINUTE = 7;

/**
 * Whether nothing was done, and this key will never do it: Stripe keeps an error of its own with the key for a day, and looking,
 * as each repeated call does first, has found nothing for a minute.
 */
function isNeverDone({ calls }: Movement, { isReplayed }: { readonly isReplayed: boolean }): boolean {
  return isReplayed && calls >= CALLS_OF_A_MINUTE;
}

const outcomeOf = (done: Done | string) =>
  ({ kind: "done", ...(typeof done === "string" ? { stripeId: done } : done) }) as const;

/**
 * Carries out movements at Stripe. A repeated call looks first for what an earlier one may have done: an idempotency
 * key protects for 24 hours only, and remembers an error of Stripe's own as faithfully as a success.
 */
export function createStripeCalls(deps: {
  stripe: Stripe;
  clock: Clock;
  payoutAccounts: PayoutAccountStore;
  evidenceFor: EvidenceFor;
  decidedLoss: DecidedLoss;
  isSuspected: IsSuspected;
}): MovementCalls {
  const { stripe, clock, payoutAccounts } = deps;

  const calls: { [Kind in MovementKind]: Call<Kind> } = {
    refund: refundCall(stripe),
    transfer: transferCall(stripe, deps),
    payout: payoutCall(stripe),
    reversal: reversalCall(stripe),
    evidence: evidenceCall(deps),
    close_session: closeSessionCall(stripe),
  };

  /** The account at Stripe that a transfer goes to, or a payout or a reversal comes from. */
  async function accountOf(order: MovementOrder): Promise<string | null> {
    if (order.kind !== "transfer" && order.kind !== "payout" && order.kind !== "reversal") return null;
    const account = await payoutAccounts.find(order.sellerId);
    // Payouts go from the account they were asked for; whether it still can, Stripe says.
    return account?.state === "active" || order.kind !== "transfer"
      ? (account?.stripeAccountId ?? null)
      : null;
  }

  return {
    async perform(movement) {
      const { order } = movement;
      // `calls` has for each kind what takes that kind; indexing with a union loses the tie between the two.
      const call = calls[order.kind] as Call<MovementKind>;
      const stripeAccountId = await accountOf(order);
      const needsAccount = order.kind === "transfer" || order.kind === "payout";
      const lacksAccount = needsAccount && stripeAccountId === null;
      if (lacksAccount && !mayBeTransferred(movement)) return { kind: "no_account" };
      let step: "look" | "make" = "look";
      try {
        let done = mayBeDone(movement, clock.now()) ? await call.look(movement, stripeAccountId) : null;
        if (done === null && lacksAccount) return { kind: "no_account", isNothingDone: true };
        if (done === null) {
          step = "make";
          done = await call.make(movement, stripeAccountId);
        }
        step = "look";
        return { ...outcomeOf(done), availableAt: (await call.availableAt?.(movement)) ?? null };
      } catch (error) {
        if (error instanceof RefundedByOthers || error instanceof FraudSuspected)
          return { kind: "withheld", message: error.message };
        if (error instanceof EvidenceStaged) return { kind: "staged", until: error.until };
        if (error instanceof RefundPending) return { kind: "refund_pending", message: error.message };
        if (error instanceof RefundVoid)
          return { kind: "refused", code: "refund_failed", message: error.message };
        if (error instanceof FundsPending) return { kind: "funds_pending", message: error.message };
        if (error instanceof FundsMissing) return { kind: "funds_missing", message: error.message };
        // Stripe was not asked: an earlier call would have been found.
        if (error instanceof NothingToReverse)
          return { kind: "refused", code: "nothing_to_reverse", message: error.message };
        const failure = judgeFailure(error);
        // That looking was refused says nothing about what an earlier call has done.
        if (step === "look") return { kind: "unknown", message: failure.message };
        return failure.kind === "unknown" && isNeverDone(movement, failure)
          ? { kind: "refused", code: "error_kept", message: failure.message }
          : failure;
      }
    },
  };
}
