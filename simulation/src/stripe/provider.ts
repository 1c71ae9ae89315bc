import type { Violation } from "../engine/violation.ts";
import type { Situation } from "../situations.ts";
import { createAccounts } from "./accounts.ts";
import { createBalances, PLATFORM } from "./balances.ts";
import { createCheckout } from "./checkout.ts";
import { createDisputes } from "./disputes.ts";
import { createMoves } from "./moves.ts";
import type { Charge, Dispute, ProviderCore, ProviderEvent, Transfer } from "./objects.ts";
import { createRefunds } from "./refunds.ts";

/**
 * The payment provider: what really happened to the money. It knows nothing of the platform's ledger, so the two can be
 * compared. `conformance.unit.test.ts` holds it against tools/stripe-simulator, answer by answer.
 */
export function createProvider(options: {
  now: () => number;
  /** There is a new event: its webhook is due. */
  emitted: (event: ProviderEvent) => void;
  /** There is a new payout: the bank will settle it. */
  payoutCreated: (payoutId: string) => void;
  /** There is a new transfer. */
  transferCreated: (transfer: Transfer) => void;
  /** The platform cannot transfer for want of funds. */
  transferLacksFunds: (orderId: string, amountCents: number) => void;
  /** Whether a refund waits for funds. Otherwise it takes the platform's balance below zero. */
  areRefundsFunded: () => boolean;
  /** A refund of a charge waits for funds that the platform does not have. */
  refundWaits: (charge: Charge) => void;
  raise: (violation: Violation) => void;
  met: (situation: Situation) => void;
}) {
  const { now, emitted, raise, met } = options;
  const events: ProviderEvent[] = [];
  let objects = 0;

  const newId = (prefix: string) => `${prefix}_${++objects}`;
  const emit: ProviderCore["emit"] = (type, objectId, account) => {
    const event = { id: newId("evt"), type, objectId, account: account ?? null, createdMs: now() };
    events.push(event);
    emitted(event);
  };

  const balances = createBalances(now);
  const core: ProviderCore = { now, newId, emit, balances, raise, met };
  const checkout = createCheckout(core);
  const accounts = createAccounts(core);
  const disputes = createDisputes(core);
  const refunds = createRefunds({ ...options, ...core, checkout, disputes });
  const moves = createMoves({ ...options, ...core, checkout, accounts });
  let toppedUpCents = 0;

  return {
    checkout,
    accounts,
    disputes,
    refunds,
    moves,
    balances,

    /** A buyer's bank inquires about a charge, or takes it back. @returns `null` when there is nothing to dispute */
    openDispute(charge: Charge, kind: "inquiry" | "chargeback"): Dispute | null {
      if (kind === "chargeback") refunds.failWaiting(charge);
      return disputes.open(charge, kind);
    },

    /** The bank is not content with the answer to its inquiry. */
    escalate(dispute: Dispute, charge: Charge): void {
      if (dispute.status.startsWith("warning_") && dispute.status !== "warning_closed")
        refunds.failWaiting(charge);
      disputes.escalate(dispute, charge);
    },

    /** An operator brings money of the company's: for the refunds that wait, and so that there is some amount. */
    topUp(wantedCents = 0): void {
      const lackingCents =
        refunds.lackingCents() + Math.max(0, wantedCents - balances.availableCents(PLATFORM));
      toppedUpCents += lackingCents;
      balances.book(PLATFORM, lackingCents);
      refunds.fund();
    },

    /** What the platform's business has left in its balance, in cents. */
    earnedCents: (): number => balances.totalCents(PLATFORM) - toppedUpCents,

    /** Newest first, back to a time. */
    *eventsSince(sinceMs: number): Generator<ProviderEvent> {
      for (let index = events.length - 1; index >= 0; index--) {
        const event = events[index];
        if (event === undefined || event.createdMs < sinceMs) return;
        yield event;
      }
    },

    /** What the platform kept of an order, in cents, without fees and what came back of transfers. */
    keptOf: (orderId: string): number =>
      checkout
        .chargesOf(orderId)
        .reduce(
          (sum, { id, amountCents, refundedCents }) =>
            sum + amountCents - refundedCents - disputes.takenOf(id).cents,
          -moves.transfersOf(orderId).reduce((sum, { amountCents }) => sum + amountCents, 0),
        ),
  };
}

export type Provider = ReturnType<typeof createProvider>;
