import type { Order } from "@vc/client";

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
  readonly chip: GuideChip;
  readonly tone: GuideTone;
  readonly clock?: GuideClock;
  /** Whose words are shown under the text. */
  readonly quote?: "revision" | "cancellation-request" | "outcome" | "excuse" | "decision";
  /** Offered as buttons; two of equal weight only where the choice is real. */
  readonly primary?: readonly GuideAction[];
  readonly secondary?: readonly GuideAction[];
  /** Last and small, always visible. */
  readonly quiet?: readonly GuideAction[];
  /** Allowed by the API and not offered: another action does the same and costs the person less. */
  readonly withheld?: readonly GuideAction[];
}

const ended = { chip: "cancelled", tone: "stone" } as const;
const afterwards = { primary: ["similar"], secondary: ["order-again", "receipt", "write"] } as const;
const sellerAfterwards = { secondary: ["write"] } as const;

/** Every panel of the order page : one for each state, role and variant. */
export const panels = {
  // Paying (R8)
  buyerToPay: { chip: "toPay", tone: "ambre", clock: "pay", primary: ["pay"], secondary: ["brief"] },
  buyerConfirming: { chip: "confirming", tone: "pine", secondary: ["brief"] },
  buyerNotPaid: { chip: "toPay", tone: "ambre", clock: "pay", primary: ["pay"], secondary: ["brief"] },
  buyerUnpaid: { chip: "unpaid", tone: "stone", primary: ["order-again"] },

  // The seller's answer (R9 to R12)
  buyerPendingNoBrief: {
    chip: "pending",
    tone: "ambre",
    clock: "respond",
    primary: ["brief"],
    secondary: ["write"],
    quiet: ["cancel"],
  },
  buyerPending: {
    chip: "pending",
    tone: "pine",
    clock: "respond",
    secondary: ["brief", "write"],
    quiet: ["cancel"],
  },
  sellerPendingNoBrief: {
    chip: "pending",
    tone: "ambre",
    clock: "respond",
    primary: ["write"],
    secondary: ["accept", "refuse"],
    // R23: a cancellation weighs more than a refusal.
    withheld: ["cancel"],
  },
  sellerPending: {
    chip: "toAccept",
    tone: "ambre",
    clock: "respond",
    primary: ["accept"],
    secondary: ["write", "refuse"],
    withheld: ["cancel"],
  },

  // At work (R13 to R15, R21)
  buyerInProgress: {
    chip: "inProgress",
    tone: "pine",
    clock: "deliver",
    secondary: ["write", "brief"],
    quiet: ["request-cancellation"],
  },
  sellerInProgress: {
    chip: "toDeliver",
    tone: "ambre",
    clock: "deliver",
    primary: ["deliver"],
    secondary: ["write"],
    quiet: ["cancel"],
  },
  buyerRework: {
    chip: "inProgress",
    tone: "pine",
    clock: "deliver",
    secondary: ["write"],
    quiet: ["request-cancellation"],
  },
  sellerRework: {
    chip: "toDeliver",
    tone: "ambre",
    clock: "deliver",
    primary: ["deliver"],
    secondary: ["write"],
    quiet: ["cancel"],
  },
  buyerResumed: {
    chip: "inProgress",
    tone: "pine",
    clock: "deliver",
    quote: "decision",
    secondary: ["write", "brief"],
    quiet: ["request-cancellation"],
  },
  sellerResumed: {
    chip: "toDeliver",
    tone: "ambre",
    clock: "deliver",
    quote: "decision",
    primary: ["deliver"],
    secondary: ["write"],
    quiet: ["cancel"],
  },
  buyerAsked: {
    chip: "inProgress",
    tone: "pine",
    clock: "answer_cancellation",
    secondary: ["withdraw-cancellation", "write", "brief"],
  },
  sellerAsked: {
    chip: "toAnswer",
    tone: "ambre",
    clock: "answer_cancellation",
    quote: "cancellation-request",
    primary: ["accept-cancellation", "refuse-cancellation"],
    secondary: ["deliver", "write"],
    // R23: agreeing to the request ends the order just the same and never counts.
    withheld: ["cancel"],
  },
  buyerDenied: {
    chip: "inProgress",
    tone: "pine",
    clock: "deliver",
    secondary: ["open-dispute", "request-cancellation", "write", "brief"],
  },
  sellerDenied: {
    chip: "toDeliver",
    tone: "ambre",
    clock: "deliver",
    primary: ["deliver"],
    secondary: ["write"],
    quiet: ["cancel"],
  },
  buyerLate: {
    chip: "late",
    tone: "brique",
    clock: "deliver",
    primary: ["write"],
    secondary: ["cancel", "open-dispute", "brief"],
    quiet: ["request-cancellation"],
  },
  buyerLateAsked: {
    chip: "late",
    tone: "brique",
    clock: "deliver",
    quote: "cancellation-request",
    primary: ["write"],
    secondary: ["cancel", "withdraw-cancellation", "brief"],
  },
  sellerLate: {
    chip: "late",
    tone: "brique",
    clock: "deliver",
    primary: ["deliver"],
    secondary: ["write"],
    quiet: ["cancel"],
  },
  sellerLateAsked: {
    chip: "late",
    tone: "brique",
    clock: "deliver",
    quote: "cancellation-request",
    primary: ["deliver"],
    secondary: ["accept-cancellation", "refuse-cancellation", "write"],
    withheld: ["cancel"],
  },

  // After a delivery (R16 to R20)
  buyerDelivered: {
    chip: "toCheck",
    tone: "ambre",
    clock: "complete",
    primary: ["review"],
    secondary: ["request-revision", "approve", "write"],
  },
  sellerDelivered: {
    chip: "delivered",
    tone: "pine",
    clock: "complete",
    secondary: ["write"],
    quiet: ["cancel"],
  },
  buyerRevision: { chip: "revisionAsked", tone: "pine", clock: "answer_revision", secondary: ["write"] },
  buyerRevisionBeyond: {
    chip: "revisionAsked",
    tone: "pine",
    clock: "answer_revision",
    secondary: ["write"],
  },
  sellerRevision: {
    chip: "toAnswer",
    tone: "ambre",
    clock: "answer_revision",
    quote: "revision",
    primary: ["accept-revision"],
    secondary: ["refuse-revision", "write"],
    quiet: ["cancel"],
  },
  sellerRevisionBeyond: {
    chip: "toAnswer",
    tone: "ambre",
    clock: "answer_revision",
    quote: "revision",
    primary: ["accept-revision", "refuse-revision"],
    secondary: ["write"],
    quiet: ["cancel"],
  },
  buyerRevisionRefused: {
    chip: "toDecide",
    tone: "ambre",
    clock: "complete",
    primary: ["approve", "open-dispute"],
    secondary: ["write"],
  },
  sellerRevisionRefused: { chip: "revisionRefused", tone: "pine", clock: "complete", secondary: ["write"] },

  // Disputes (R24 to R26)
  buyerDisputed: {
    chip: "dispute",
    tone: "prune",
    primary: ["add-statement"],
    secondary: ["write"],
    quiet: ["drop-dispute"],
  },
  sellerDisputed: {
    chip: "dispute",
    tone: "prune",
    primary: ["add-statement"],
    secondary: ["write"],
    quiet: ["concede-dispute"],
  },
  buyerEscalated: {
    chip: "dispute",
    tone: "prune",
    primary: ["add-statement"],
    secondary: ["write"],
    quiet: ["drop-dispute"],
  },
  sellerEscalated: {
    chip: "dispute",
    tone: "prune",
    primary: ["add-statement"],
    secondary: ["write"],
    quiet: ["concede-dispute"],
  },

  // Ends
  buyerCompleted: {
    chip: "completed",
    tone: "feuille",
    primary: ["review"],
    secondary: ["receipt", "order-again", "write"],
  },
  sellerCompleted: { chip: "completed", tone: "feuille", primary: ["balance"], secondary: ["write"] },
  buyerDivided: {
    chip: "completed",
    tone: "feuille",
    quote: "outcome",
    primary: ["review"],
    secondary: ["receipt", "write"],
  },
  sellerDivided: {
    chip: "completed",
    tone: "feuille",
    quote: "outcome",
    primary: ["balance"],
    secondary: ["write"],
  },
  buyerReleased: {
    chip: "completed",
    tone: "feuille",
    quote: "outcome",
    primary: ["review"],
    secondary: ["receipt", "write"],
  },
  sellerReleased: {
    chip: "completed",
    tone: "feuille",
    quote: "outcome",
    primary: ["balance"],
    secondary: ["write"],
  },
  buyerRefused: { chip: "refused", tone: "stone", quote: "outcome", ...afterwards },
  sellerRefused: { chip: "refused", tone: "stone", quote: "outcome", ...sellerAfterwards },
  buyerExpired: { chip: "expired", tone: "stone", ...afterwards },
  sellerExpired: { chip: "expired", tone: "stone", ...sellerAfterwards },
  sellerExpiredUncounted: { chip: "expired", tone: "stone", ...sellerAfterwards },
  buyerCancelledOwn: { ...ended, quote: "outcome", ...afterwards },
  sellerCancelledByBuyer: { ...ended, quote: "outcome", ...sellerAfterwards },
  buyerCancelledLate: { ...ended, quote: "outcome", ...afterwards },
  sellerCancelledLate: { ...ended, quote: "outcome", ...sellerAfterwards },
  buyerCancelledAgreed: { ...ended, ...afterwards },
  sellerCancelledAgreed: { ...ended, ...sellerAfterwards },
  buyerCancelledBySeller: { ...ended, quote: "outcome", ...afterwards },
  sellerCancelledOwn: { ...ended, quote: "outcome", ...sellerAfterwards },
  sellerCancelledJustified: { ...ended, quote: "outcome", ...sellerAfterwards },
  sellerCancelledExcused: { ...ended, quote: "excuse", ...sellerAfterwards },
  buyerRefunded: { ...ended, quote: "outcome", ...afterwards },
  sellerRefunded: { ...ended, quote: "outcome", ...sellerAfterwards },
  buyerConceded: { ...ended, ...afterwards },
  sellerConceded: { ...ended, ...sellerAfterwards },
  buyerTimeLimit: { ...ended, ...afterwards },
  sellerTimeLimit: { ...ended, ...sellerAfterwards },
  buyerChargedBack: { ...ended, ...afterwards },
  sellerChargedBack: { ...ended, ...sellerAfterwards },
} as const satisfies Record<string, Panel>;
export type PanelName = keyof typeof panels;
