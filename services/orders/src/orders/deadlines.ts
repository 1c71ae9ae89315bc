import { REMINDED_DEADLINES } from "@vc/contracts";
import type { DeadlineKind, Order } from "./order.ts";
import { type OrderPolicy, defaultWindows as windows } from "./policy.ts";

interface DeadlineTerms {
  readonly rule: string;
  /** How long it is, by the rules' own numbers, for the generated document. */
  readonly length: string;
  /** The field of events in which other services read it; `null`: it concerns the service alone. */
  readonly told: string | null;
  /** Closes with the state in which it opened, or only with the order. */
  readonly lasts: "state" | "order";
  /** Who is reminded of its end (R16, R39), and by which of the policy's lists. */
  readonly reminds?: { readonly who: "buyer" | "seller"; readonly by: keyof OrderPolicy["remindersMs"] };
  /** Of one that ends with an answer: whether the order waits for it. It does exactly while the deadline is open. */
  readonly awaits?: (order: Order) => boolean;
}

/** Deadlines by which a party answers the other. */
type AnswerKind = Extract<DeadlineKind, `answer_${string}`>;

/** Deadlines that a party is reminded of. */
export type RemindedKind = (typeof REMINDED_DEADLINES)[number];

const DELIVERY_LENGTH =
  "the listing's days, extras included, from acceptance; from the request for rework; or as the mediator says";

/** The deadlines of an order. What they do stands in the rows of the clock; one without a row is only a fact. */
export const deadlines = {
  pay: { rule: "R8", lasts: "state", length: `${windows.payment} from the order`, told: "payBy" },
  respond: {
    rule: "R11",
    lasts: "state",
    length: `${windows.acceptance} from payment`,
    told: "respondBy",
    reminds: { who: "seller", by: "answer" },
  },
  deliver: {
    rule: "R15",
    lasts: "state",
    length: DELIVERY_LENGTH,
    told: "dueAt",
    reminds: { who: "seller", by: "delivery" },
  },
  complete: {
    rule: "R16, R20",
    lasts: "state",
    length: `${windows.completion} from the last delivery, or from the refusal of a revision`,
    told: "completesAt",
    reminds: { who: "buyer", by: "completion" },
  },
  answer_revision: {
    rule: "R19",
    lasts: "state",
    length: `${windows.revisionAnswer} from the request`,
    told: "answerBy",
    reminds: { who: "seller", by: "answer" },
    awaits: ({ revisions }) => revisions.open !== null,
  },
  answer_cancellation: {
    rule: "R21",
    lasts: "state",
    length: `${windows.cancellationAnswer} from the request`,
    told: "answerBy",
    reminds: { who: "seller", by: "answer" },
    awaits: ({ cancellationRequest: request }) => request?.answer === "pending",
  },
  escalate: { rule: "R26", lasts: "state", length: `${windows.escalation} from payment`, told: null },
  end: { rule: "R26", lasts: "order", length: `${windows.cap} from payment`, told: null },
} as const satisfies Record<RemindedKind, DeadlineTerms & Required<Pick<DeadlineTerms, "reminds">>> &
  Record<Exclude<DeadlineKind, RemindedKind>, DeadlineTerms & { readonly reminds?: never }> &
  Record<AnswerKind, Required<Pick<DeadlineTerms, "awaits">>>;

/** Whether a party is reminded of such a deadline. */
export function isReminded(kind: DeadlineKind): kind is RemindedKind {
  return REMINDED_DEADLINES.some((reminded) => reminded === kind);
}

/**
 * When a deadline is that opens at `at`; none lies after the end of the order (R26). The order is as the move's effect
 * left it.
 */
export function deadlineAt(kind: DeadlineKind, order: Order, at: Date, policy: OrderPolicy): Date {
  return withinOrder(order, ends[kind](order, at, policy), policy);
}

const ends: Record<DeadlineKind, (order: Order, at: Date, policy: OrderPolicy) => Date> = {
  pay: (order, _at, policy) => after(order.placedAt, policy.paymentMs),
  respond: (_order, at, policy) => after(at, policy.acceptanceMs),
  deliver: (order, at) => order.dueAt ?? at,
  complete: (_order, at, policy) => after(at, policy.completionMs),
  answer_revision: (_order, at, policy) => after(at, policy.revisionAnswerMs),
  answer_cancellation: (_order, at, policy) => after(at, policy.cancellationAnswerMs),
  escalate: (order, at, policy) => latest(at, after(order.paidAt ?? at, policy.escalationMs)),
  end: (order, at, policy) => after(order.paidAt ?? at, policy.capMs),
};

/** R13: the delivery time of the listing, extras included, from when it starts. */
export function dueFrom(start: Date, order: Order, policy: OrderPolicy): Date {
  return withinOrder(order, after(start, order.listing.deliveryDays * policy.deliveryDayMs), policy);
}

function after(start: Date, ms: number): Date {
  return new Date(start.getTime() + ms);
}

function latest(one: Date, other: Date): Date {
  return one > other ? one : other;
}

/** R26: a time that is promised lies no later than the end that a paid order has. */
function withinOrder({ paidAt }: Order, moment: Date, policy: OrderPolicy): Date {
  const end = paidAt && after(paidAt, policy.capMs);
  return end && end < moment ? end : moment;
}
