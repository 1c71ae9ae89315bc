/** The windows of an order's life, in milliseconds. Every number that the rules name stands here once. */
export interface OrderPolicy {
  /** R8: from placing to paying. A technical window: never divided. */
  readonly paymentMs: number;
  /** R9: from payment to the seller's answer. */
  readonly acceptanceMs: number;
  /** R4, R13: what one day of a listing's delivery time counts. */
  readonly deliveryDayMs: number;
  /** R16: from the last delivery to completion by silence. */
  readonly completionMs: number;
}

/** The windows as they are configured: ISO 8601 durations. */
export interface OrderWindows {
  readonly payment: string;
  readonly acceptance: string;
  readonly deliveryDay: string;
  readonly completion: string;
}

/** The rules' own numbers (product-rules.md). */
export const DEFAULT_WINDOWS: OrderWindows = {
  payment: "PT30M",
  acceptance: "PT48H",
  deliveryDay: "P1D",
  completion: "P7D",
};

/** Milliseconds of an ISO 8601 duration of days and smaller units. */
export function durationMs(iso: string): number {
  return Temporal.Duration.from(iso).total("milliseconds");
}

/**
 * The policy of these windows. `timeScale` divides those that the rules count in hours and days (platform.md §5),
 * so that a demonstration need not take weeks; the time to pay stays what it is.
 */
export function orderPolicy(windows: OrderWindows, timeScale: number): OrderPolicy {
  const scaled = (iso: string) => Math.round(durationMs(iso) / timeScale);
  return {
    paymentMs: durationMs(windows.payment),
    acceptanceMs: scaled(windows.acceptance),
    deliveryDayMs: scaled(windows.deliveryDay),
    completionMs: scaled(windows.completion),
  };
}
