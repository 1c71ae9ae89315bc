/** What is kept of an event of Stripe: whose it is about, never what it says of it. */
export interface StripeEvent {
  readonly id: string;
  readonly type: string;
  /** The object to read again. */
  readonly objectId: string | null;
  /** The connected account in which it happened. */
  readonly stripeAccountId: string | null;
  readonly createdAt: Date;
}

export const EVENT_SOURCES = ["webhook", "poller"] as const;
export type EventSource = (typeof EVENT_SOURCES)[number];

export const EVENT_STATES = ["due", "done"] as const;

/** The most characters that are kept of the error of a try. */
export const LONGEST_ERROR = 2_000;
