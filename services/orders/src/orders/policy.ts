/** The windows of an order's life, in milliseconds. Every number that the rules name stands here once. */
export interface OrderPolicy {
  /** R8: from placing to paying. A technical window: never divided. */
  readonly paymentMs: number;
  /** R9: from payment to the seller's answer. */
  readonly acceptanceMs: number;
  /** R4, R13: what one day of a listing's delivery time counts. */
  readonly deliveryDayMs: number;
  /** R16, R20: from the last delivery, or from a refused revision, to completion by silence. */
  readonly completionMs: number;
  /** R19: from the request for a revision to the seller's answer. */
  readonly revisionAnswerMs: number;
  /** R21: from the request for cancellation to the seller's answer. */
  readonly cancellationAnswerMs: number;
  /** R26: from payment to the escalation of a dispute. */
  readonly escalationMs: number;
  /** R26: from payment to the end that every order has. */
  readonly capMs: number;
  /** R16, R39: how long before the end of a window reminders come. */
  readonly remindersMs: Readonly<Record<"answer" | "delivery" | "completion", readonly number[]>>;
}

/** The windows as they are configured: ISO 8601 durations, several with commas between them. */
export type OrderWindows = { readonly [K in keyof typeof defaultWindows]: string };

/** The rules' own numbers (docs/product-rules.md). */
export const defaultWindows = {
  payment: "PT30M",
  acceptance: "PT48H",
  deliveryDay: "P1D",
  completion: "P7D",
  revisionAnswer: "PT48H",
  cancellationAnswer: "PT48H",
  escalation: "P60D",
  cap: "P75D",
  answerReminders: "PT24H,PT4H",
  deliveryReminders: "PT24H",
  completionReminders: "P3D,P1D",
} as const;

/** Milliseconds of an ISO 8601 duration of days and smaller units. */
export function durationMs(iso: string): number {
  return Temporal.Duration.from(iso).total("milliseconds");
}

/**
 * The policy of these windows. `timeScale` divides those that the rules count in hours and days (docs/architecture.md),
 * so that a demonstration need not take weeks; the time to pay stays what it is.
 */
export function orderPolicy(windows: OrderWindows, timeScale: number): OrderPolicy {
  const scaled = (iso: string) => Math.round(durationMs(iso) / timeScale);
  const allScaled = (list: string) => list.split(",").map(scaled);
  return {
    paymentMs: durationMs(windows.payment),
    acceptanceMs: scaled(windows.acceptance),
    deliveryDayMs: scaled(windows.deliveryDay),
    completionMs: scaled(windows.completion),
    revisionAnswerMs: scaled(windows.revisionAnswer),
    cancellationAnswerMs: scaled(windows.cancellationAnswer),
    escalationMs: scaled(windows.escalation),
    capMs: scaled(windows.cap),
    remindersMs: {
      answer: allScaled(windows.answerReminders),
      delivery: allScaled(windows.deliveryReminders),
      completion: allScaled(windows.completionReminders),
    },
  };
}
