import {
  type DataOf,
  type EventDefinition,
  OrderAccepted,
  OrderBriefCompleted,
  OrderCompleted,
  OrderDelivered,
  OrderDisputeOpened,
  OrderPaid,
  OrderPlaced,
  OrderRevisionAccepted,
  OrderRevisionRefused,
  OrderRevisionRequested,
  OrderWorkResumed,
} from "@vc/contracts";
import type { z } from "zod";

/** What events say of their order; the first one with the terms as they were ordered (R7). */
export interface ToldOrder {
  readonly orderId: string;
  readonly sellerId: string;
  readonly title: string;
  readonly terms?: Terms | undefined;
}

/** R7: the listing's text as it was ordered, and its hash. */
export interface Terms {
  readonly description: string;
  readonly hash: string;
}

/** A kind of fact in a case: the event that tells it, when it was, and how a bank reads it. */
interface CaseFactTerms {
  readonly event: EventDefinition<z.ZodType<ToldOrder>>;
  /** When it was; the time of the event where the event says no other. */
  readonly at: (data: unknown) => string | null;
  readonly sentence: string;
}

function fact<Definition extends EventDefinition<z.ZodType<ToldOrder>>>(
  event: Definition,
  at: (data: DataOf<Definition>) => string | null,
  sentence: string,
): CaseFactTerms {
  // The bus gives only what the event's own schema returned: a table of differently typed rows cannot say so.
  return { event, at: (data) => at(data as DataOf<Definition>), sentence };
}

/** What a bank is told of an order (R30): what it can check, and no judgement. */
export const caseFacts = {
  placed: fact(
    OrderPlaced,
    ({ placedAt }) => placedAt,
    "The buyer ordered the service at its shown price and terms.",
  ),
  paid: fact(OrderPaid, ({ paidAt }) => paidAt, "The payment was received."),
  brief: fact(
    OrderBriefCompleted,
    ({ completedAt }) => completedAt,
    "The buyer gave the seller the instructions for the work.",
  ),
  accepted: fact(OrderAccepted, ({ acceptedAt }) => acceptedAt, "The seller accepted the order."),
  delivered: fact(
    OrderDelivered,
    ({ deliveredAt }) => deliveredAt,
    "The seller delivered the work through the platform.",
  ),
  revision_requested: fact(OrderRevisionRequested, () => null, "The buyer asked for a revision."),
  revision_accepted: fact(
    OrderRevisionAccepted,
    () => null,
    "The seller accepted the revision and went on working.",
  ),
  revision_refused: fact(OrderRevisionRefused, () => null, "The seller refused the revision."),
  dispute_opened: fact(
    OrderDisputeOpened,
    ({ openedAt }) => openedAt,
    "A dispute was opened before the platform's mediator.",
  ),
  work_resumed: fact(OrderWorkResumed, () => null, "The mediator sent the order back to work."),
  completed: fact(OrderCompleted, ({ endedAt }) => endedAt, "The order was completed."),
} as const satisfies Record<string, CaseFactTerms>;
export type CaseFactKind = keyof typeof caseFacts;

// The keys of a constant are known, which its type does not say.
export const CASE_FACT_KINDS = Object.keys(caseFacts) as CaseFactKind[];
