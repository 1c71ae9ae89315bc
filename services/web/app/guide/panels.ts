import type { Order } from "@vc/client";
import { isBeyondLimit, isEscalated, isLate, isResumed, type Quote, quotes } from "./order-terms.ts";

export type Role = "buyer" | "seller";

/** What a page knows beside the order. */
export interface GuideSurroundings {
  /** Back from the payment page, with what it said. */
  readonly payment?: "done" | "cancelled" | undefined;
  /** R32: whether the API takes a review of the order. A delivered order is completed by one. */
  readonly canReview?: boolean | undefined;
}

/** What a person can be offered on an order: the API's actions, and what the pages add to them. */
export type GuideAction =
  | Exclude<Order["allowedActions"][number], "resolve-dispute" | "excuse-cancellation">
  | "pay"
  | "brief"
  | "write"
  | "review"
  | "order-again"
  | "similar"
  | "receipt"
  | "balance";

export const GUIDE_TONES = ["ambre", "pine", "brique", "prune", "feuille", "stone"] as const;
export type GuideTone = (typeof GUIDE_TONES)[number];

export type GuideChip =
  | "toPay"
  | "toAccept"
  | "toDeliver"
  | "toCheck"
  | "toAnswer"
  | "toDecide"
  | "confirming"
  | "pending"
  | "inProgress"
  | "delivered"
  | "revisionAsked"
  | "revisionRefused"
  | "late"
  | "dispute"
  | "completed"
  | "refused"
  | "expired"
  | "cancelled"
  | "unpaid";

/** What a panel counts down to: a deadline of the order, or the delivery date. */
export type GuideClock = Order["deadlines"][number]["kind"];

/** One panel without its words, which stand under the same name in `words/fr/panels.ts and words/en/panels.ts`. */
export interface Panel {
  /** The state of the order in which the panel is shown to its side. */
  readonly state: Order["state"];
  /** And when. Of several that hold the first is shown, and the one without a condition where none holds. */
  readonly when?: (order: Order, around: GuideSurroundings & { readonly now: Date }) => boolean;
  readonly chip: GuideChip;
  readonly tone: GuideTone;
  readonly clock?: GuideClock;
  /** Whose words are shown under the text. */
  readonly quote?: (order: Order) => Quote | null;
  /** Offered as buttons; two of equal weight only where the choice is real. */
  readonly primary?: readonly GuideAction[];
  readonly secondary?: readonly GuideAction[];
  /** Last and small, always visible. */
  readonly quiet?: readonly GuideAction[];
  /** Allowed by the API and not offered: another action does the same and costs the person less. */
  readonly withheld?: readonly GuideAction[];
}

const withoutBrief = ({ brief }: Order) => brief === null;
const isAsked = ({ cancellationRequest: request }: Order) => request?.answer === "pending";
const isDenied = ({ cancellationRequest: request }: Order) =>
  request !== null && request.answer !== "pending";
const bySeller = ({ outcome }: Order) => outcome?.by === "seller";
const endedBy =
  (reason: NonNullable<Order["outcome"]>["reason"]) =>
  ({ outcome }: Order) =>
    outcome?.reason === reason;

const ended = { chip: "cancelled", tone: "stone" } as const;
const afterwards = { primary: ["similar"], secondary: ["order-again", "receipt", "write"] } as const;
const sellerAfterwards = { secondary: ["write"] } as const;

/** Every panel of the order page: one for each state, role and variant. The name begins with the role. */
export const panels = {
  // Paying (R8)
  buyerToPay: {
    state: "awaiting_payment",
    chip: "toPay",
    tone: "ambre",
    clock: "pay",
    primary: ["pay"],
    secondary: ["brief"],
  },
  buyerConfirming: {
    state: "awaiting_payment",
    when: (_order, { payment }) => payment === "done",
    chip: "confirming",
    tone: "pine",
    secondary: ["brief"],
  },
  buyerNotPaid: {
    state: "awaiting_payment",
    when: (_order, { payment }) => payment === "cancelled",
    chip: "toPay",
    tone: "ambre",
    clock: "pay",
    primary: ["pay"],
    secondary: ["brief"],
  },
  buyerUnpaid: { state: "payment_expired", chip: "unpaid", tone: "stone", primary: ["order-again"] },

  // The seller's answer (R9 to R12)
  buyerPendingNoBrief: {
    state: "pending",
    when: withoutBrief,
    chip: "pending",
    tone: "ambre",
    clock: "respond",
    primary: ["brief"],
    secondary: ["write"],
    quiet: ["cancel"],
  },
  buyerPending: {
    state: "pending",
    chip: "pending",
    tone: "pine",
    clock: "respond",
    secondary: ["brief", "write"],
    quiet: ["cancel"],
  },
  sellerPendingNoBrief: {
    state: "pending",
    when: withoutBrief,
    chip: "pending",
    tone: "ambre",
    clock: "respond",
    primary: ["write"],
    secondary: ["accept", "refuse"],
    // R23: a cancellation weighs more than a refusal.
    withheld: ["cancel"],
  },
  sellerPending: {
    state: "pending",
    chip: "toAccept",
    tone: "ambre",
    clock: "respond",
    primary: ["accept"],
    secondary: ["write", "refuse"],
    withheld: ["cancel"],
  },

  // At work (R13 to R15, R21)
  buyerLateAsked: {
    state: "in_progress",
    when: (order, { now }) => isLate(order, now) && isAsked(order),
    chip: "late",
    tone: "brique",
    clock: "deliver",
    quote: quotes.request,
    primary: ["write"],
    secondary: ["cancel", "withdraw-cancellation", "brief"],
  },
  sellerLateAsked: {
    state: "in_progress",
    when: (order, { now }) => isLate(order, now) && isAsked(order),
    chip: "late",
    tone: "brique",
    clock: "deliver",
    quote: quotes.request,
    primary: ["deliver"],
    secondary: ["accept-cancellation", "refuse-cancellation", "write"],
    withheld: ["cancel"],
  },
  buyerLate: {
    state: "in_progress",
    when: (order, { now }) => isLate(order, now),
    chip: "late",
    tone: "brique",
    clock: "deliver",
    primary: ["write"],
    secondary: ["cancel", "open-dispute", "brief"],
    quiet: ["request-cancellation"],
  },
  sellerLate: {
    state: "in_progress",
    when: (order, { now }) => isLate(order, now),
    chip: "late",
    tone: "brique",
    clock: "deliver",
    primary: ["deliver"],
    secondary: ["write"],
    quiet: ["cancel"],
  },
  buyerAsked: {
    state: "in_progress",
    when: isAsked,
    chip: "inProgress",
    tone: "pine",
    clock: "answer_cancellation",
    secondary: ["withdraw-cancellation", "write", "brief"],
  },
  sellerAsked: {
    state: "in_progress",
    when: isAsked,
    chip: "toAnswer",
    tone: "ambre",
    clock: "answer_cancellation",
    quote: quotes.request,
    primary: ["accept-cancellation", "refuse-cancellation"],
    secondary: ["deliver", "write"],
    // R23: agreeing to the request ends the order just the same and never counts.
    withheld: ["cancel"],
  },
  buyerDenied: {
    state: "in_progress",
    when: isDenied,
    chip: "inProgress",
    tone: "pine",
    clock: "deliver",
    secondary: ["open-dispute", "request-cancellation", "write", "brief"],
  },
  sellerDenied: {
    state: "in_progress",
    when: isDenied,
    chip: "toDeliver",
    tone: "ambre",
    clock: "deliver",
    primary: ["deliver"],
    secondary: ["write"],
    quiet: ["cancel"],
  },
  buyerResumed: {
    state: "in_progress",
    when: isResumed,
    chip: "inProgress",
    tone: "pine",
    clock: "deliver",
    quote: quotes.decision,
    secondary: ["write", "brief"],
    quiet: ["request-cancellation"],
  },
  sellerResumed: {
    state: "in_progress",
    when: isResumed,
    chip: "toDeliver",
    tone: "ambre",
    clock: "deliver",
    quote: quotes.decision,
    primary: ["deliver"],
    secondary: ["write"],
    quiet: ["cancel"],
  },
  buyerRework: {
    state: "in_progress",
    when: ({ deliveries }) => deliveries.length > 0,
    chip: "inProgress",
    tone: "pine",
    clock: "deliver",
    secondary: ["write"],
    quiet: ["request-cancellation"],
  },
  sellerRework: {
    state: "in_progress",
    when: ({ deliveries }) => deliveries.length > 0,
    chip: "toDeliver",
    tone: "ambre",
    clock: "deliver",
    primary: ["deliver"],
    secondary: ["write"],
    quiet: ["cancel"],
  },
  buyerInProgress: {
    state: "in_progress",
    chip: "inProgress",
    tone: "pine",
    clock: "deliver",
    secondary: ["write", "brief"],
    quiet: ["request-cancellation"],
  },
  sellerInProgress: {
    state: "in_progress",
    chip: "toDeliver",
    tone: "ambre",
    clock: "deliver",
    primary: ["deliver"],
    secondary: ["write"],
    quiet: ["cancel"],
  },

  // After a delivery (R16 to R20)
  buyerDelivered: {
    state: "delivered",
    chip: "toCheck",
    tone: "ambre",
    clock: "complete",
    primary: ["review"],
    secondary: ["request-revision", "approve", "write"],
  },
  sellerDelivered: {
    state: "delivered",
    chip: "delivered",
    tone: "pine",
    clock: "complete",
    secondary: ["write"],
    quiet: ["cancel"],
  },
  buyerRevision: {
    state: "revision_requested",
    chip: "revisionAsked",
    tone: "pine",
    clock: "answer_revision",
    secondary: ["write"],
  },
  buyerRevisionBeyond: {
    state: "revision_requested",
    when: isBeyondLimit,
    chip: "revisionAsked",
    tone: "pine",
    clock: "answer_revision",
    secondary: ["write"],
  },
  sellerRevision: {
    state: "revision_requested",
    chip: "toAnswer",
    tone: "ambre",
    clock: "answer_revision",
    quote: quotes.revision,
    primary: ["accept-revision"],
    secondary: ["refuse-revision", "write"],
    quiet: ["cancel"],
  },
  sellerRevisionBeyond: {
    state: "revision_requested",
    when: isBeyondLimit,
    chip: "toAnswer",
    tone: "ambre",
    clock: "answer_revision",
    quote: quotes.revision,
    primary: ["accept-revision", "refuse-revision"],
    secondary: ["write"],
    quiet: ["cancel"],
  },
  buyerRevisionRefused: {
    state: "revision_refused",
    chip: "toDecide",
    tone: "ambre",
    clock: "complete",
    primary: ["approve", "open-dispute"],
    secondary: ["write"],
  },
  sellerRevisionRefused: {
    state: "revision_refused",
    chip: "revisionRefused",
    tone: "pine",
    clock: "complete",
    secondary: ["write"],
  },

  // Disputes (R24 to R26)
  buyerDisputed: {
    state: "disputed",
    chip: "dispute",
    tone: "prune",
    primary: ["add-statement"],
    secondary: ["write"],
    quiet: ["drop-dispute"],
  },
  sellerDisputed: {
    state: "disputed",
    chip: "dispute",
    tone: "prune",
    primary: ["add-statement"],
    secondary: ["write"],
    quiet: ["concede-dispute"],
  },
  buyerEscalated: {
    state: "disputed",
    when: isEscalated,
    chip: "dispute",
    tone: "prune",
    primary: ["add-statement"],
    secondary: ["write"],
    quiet: ["drop-dispute"],
  },
  sellerEscalated: {
    state: "disputed",
    when: isEscalated,
    chip: "dispute",
    tone: "prune",
    primary: ["add-statement"],
    secondary: ["write"],
    quiet: ["concede-dispute"],
  },

  // Ends
  buyerCompleted: {
    state: "completed",
    chip: "completed",
    tone: "feuille",
    primary: ["review"],
    secondary: ["receipt", "order-again", "write"],
  },
  sellerCompleted: {
    state: "completed",
    chip: "completed",
    tone: "feuille",
    primary: ["balance"],
    secondary: ["write"],
  },
  buyerDivided: {
    state: "completed",
    when: endedBy("split"),
    chip: "completed",
    tone: "feuille",
    quote: quotes.outcome,
    primary: ["review"],
    secondary: ["receipt", "write"],
  },
  sellerDivided: {
    state: "completed",
    when: endedBy("split"),
    chip: "completed",
    tone: "feuille",
    quote: quotes.outcome,
    primary: ["balance"],
    secondary: ["write"],
  },
  buyerReleased: {
    state: "completed",
    when: endedBy("release"),
    chip: "completed",
    tone: "feuille",
    quote: quotes.outcome,
    primary: ["review"],
    secondary: ["receipt", "write"],
  },
  sellerReleased: {
    state: "completed",
    when: endedBy("release"),
    chip: "completed",
    tone: "feuille",
    quote: quotes.outcome,
    primary: ["balance"],
    secondary: ["write"],
  },
  buyerRefused: { state: "refused", chip: "refused", tone: "stone", quote: quotes.outcome, ...afterwards },
  sellerRefused: {
    state: "refused",
    chip: "refused",
    tone: "stone",
    quote: quotes.outcome,
    ...sellerAfterwards,
  },
  buyerExpired: { state: "expired", chip: "expired", tone: "stone", ...afterwards },
  sellerExpired: { state: "expired", chip: "expired", tone: "stone", ...sellerAfterwards },
  sellerExpiredUncounted: {
    state: "expired",
    when: ({ outcome }) => outcome?.countsAgainstSeller !== true,
    chip: "expired",
    tone: "stone",
    ...sellerAfterwards,
  },
  buyerCancelledOwn: { state: "cancelled", ...ended, quote: quotes.outcome, ...afterwards },
  sellerCancelledByBuyer: { state: "cancelled", ...ended, quote: quotes.outcome, ...sellerAfterwards },
  buyerCancelledLate: {
    state: "cancelled",
    when: endedBy("late"),
    ...ended,
    quote: quotes.outcome,
    ...afterwards,
  },
  sellerCancelledLate: {
    state: "cancelled",
    when: endedBy("late"),
    ...ended,
    quote: quotes.outcome,
    ...sellerAfterwards,
  },
  buyerCancelledAgreed: { state: "cancelled", when: endedBy("agreed"), ...ended, ...afterwards },
  sellerCancelledAgreed: { state: "cancelled", when: endedBy("agreed"), ...ended, ...sellerAfterwards },
  buyerRefunded: {
    state: "cancelled",
    when: endedBy("refund"),
    ...ended,
    quote: quotes.outcome,
    ...afterwards,
  },
  sellerRefunded: {
    state: "cancelled",
    when: endedBy("refund"),
    ...ended,
    quote: quotes.outcome,
    ...sellerAfterwards,
  },
  buyerConceded: { state: "cancelled", when: endedBy("conceded"), ...ended, ...afterwards },
  sellerConceded: { state: "cancelled", when: endedBy("conceded"), ...ended, ...sellerAfterwards },
  buyerTimeLimit: { state: "cancelled", when: endedBy("time_limit"), ...ended, ...afterwards },
  sellerTimeLimit: { state: "cancelled", when: endedBy("time_limit"), ...ended, ...sellerAfterwards },
  buyerChargedBack: { state: "cancelled", when: endedBy("charged_back"), ...ended, ...afterwards },
  sellerChargedBack: { state: "cancelled", when: endedBy("charged_back"), ...ended, ...sellerAfterwards },
  buyerCancelledBySeller: {
    state: "cancelled",
    when: bySeller,
    ...ended,
    quote: quotes.outcome,
    ...afterwards,
  },
  sellerCancelledExcused: {
    state: "cancelled",
    when: ({ outcome }) => outcome?.excuse != null,
    ...ended,
    quote: quotes.excuse,
    ...sellerAfterwards,
  },
  sellerCancelledJustified: {
    state: "cancelled",
    when: ({ outcome }) => outcome?.justified === true,
    ...ended,
    quote: quotes.outcome,
    ...sellerAfterwards,
  },
  sellerCancelledOwn: {
    state: "cancelled",
    when: bySeller,
    ...ended,
    quote: quotes.outcome,
    ...sellerAfterwards,
  },
} as const satisfies Record<string, Panel>;
export type PanelName = keyof typeof panels;

// The keys of a record are those that it was written with.
const names = Object.keys(panels) as PanelName[];

/**
 * The panel of an order for one of its parties.
 *
 * @throws Error when the order does not exist for the party: the seller does not see one that is not paid (R8)
 */
export function panelOf(
  order: Order,
  role: Role,
  around: GuideSurroundings & { readonly now: Date },
): PanelName {
  const own = names.filter((name) => name.startsWith(role) && panels[name].state === order.state);
  const all: Readonly<Record<PanelName, Panel>> = panels;
  const found =
    own.find((name) => all[name].when?.(order, around)) ?? own.find((name) => all[name].when === undefined);
  if (found === undefined) throw new Error(`${order.id} is not paid: it does not exist for its ${role}`);
  return found;
}
