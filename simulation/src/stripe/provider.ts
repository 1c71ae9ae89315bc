import type { Violation } from "../engine/violation.ts";
import { createAccounts } from "./accounts.ts";
import { createCheckout } from "./checkout.ts";
import { createDisputes } from "./disputes.ts";
import { createMoves } from "./moves.ts";
import type { ProviderCore, ProviderEvent } from "./objects.ts";

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
  raise: (violation: Violation) => void;
}) {
  const { now, emitted } = options;
  const events: ProviderEvent[] = [];
  let objects = 0;

  const newId = (prefix: string) => `${prefix}_${++objects}`;
  const emit: ProviderCore["emit"] = (type, objectId, account) => {
    const event = { id: newId("evt"), type, objectId, account: account ?? null, createdMs: now() };
    events.push(event);
    emitted(event);
  };

  const core: ProviderCore = { now, newId, emit };
  const checkout = createCheckout(core);
  const accounts = createAccounts(core);
  const disputes = createDisputes(core);
  const moves = createMoves({ ...options, ...core, checkout, accounts, disputes });

  return {
    checkout,
    accounts,
    disputes,
    moves,

    /** Newest first, back to a time. */
    *eventsSince(sinceMs: number): Generator<ProviderEvent> {
      for (let index = events.length - 1; index >= 0; index--) {
        const event = events[index];
        if (event === undefined || event.createdMs < sinceMs) return;
        yield event;
      }
    },

    /** What the platform kept of an order, in cents, without fees. */
    keptOf: (orderId: string): number =>
      checkout
        .chargesOf(orderId)
        .reduce(
          (sum, { id, amountCents, refundedCents, transferredCents }) =>
            sum + amountCents - refundedCents - transferredCents - disputes.takenOf(id).cents,
          0,
        ),
  };
}

export type Provider = ReturnType<typeof createProvider>;
