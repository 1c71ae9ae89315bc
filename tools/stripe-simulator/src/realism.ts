import { z } from "zod";

const ms = () => z.int().min(0);

/**
 * How far the simulator goes in what makes Stripe hard: each setting is one behaviour of docs/generated/stripe-conformance.md,
 * and a test can choose it by itself. Lengths are in milliseconds, amounts in cents.
 */
export const realismSchema = z.strictObject({
  /** From a payment to the day on which its money can be used. 0: at once. */
  settlementDelayMs: ms(),
  /** The length of a day of automatic payouts. */
  dayMs: z.int().min(1),
  /** How an account is paid out until its balance settings say otherwise. */
  payoutInterval: z.enum(["manual", "daily"]),
  /** The least that a payout may send. */
  minimumPayoutCents: z.int().min(1),
  /** Whether a payout is `in_transit` between `pending` and the bank's answer. */
  isTransitShown: z.boolean(),
  /** Whether a refund waits for available funds. Otherwise it takes the balance below zero. */
  areRefundsFunded: z.boolean(),
  /** From a card payment to its balance transaction, which `charge.updated` brings. 0: it is there at once. */
  captureDelayMs: ms(),
  /** What the payment page offers for a session that does not choose: the account's own settings at Stripe. */
  paymentMethods: z
    .array(z.enum(["card", "sepa_debit"]))
    .min(1)
    .readonly(),
  /** From a payment by debit to the bank's answer: `async_payment_succeeded` or `async_payment_failed`. */
  delayedPaymentMs: ms(),
  /** Whether a card of another country costs more. Otherwise every card costs what a European one does. */
  areFeesByCountry: z.boolean(),
  /** Whether a second dispute can be opened on what the first one left of a payment. */
  areDisputesRepeatable: z.boolean(),
  /** Whether calls for a closed or rejected account are answered with 403. Otherwise it can still be read. */
  areClosedAccountsShut: z.boolean(),
  /** Whether v2 events of a connected account are listed in its own context only. */
  areAccountEventsInContext: z.boolean(),
  /** Whether a recipient needs a `contact_email`. */
  isContactEmailRequired: z.boolean(),
  /** From transfers being allowed to payouts being allowed, after onboarding. */
  payoutCapabilityDelayMs: ms(),
  /** From information being asked for to it being past due, which restricts the account. */
  requirementDeadlineMs: ms(),
  /** Whether Stripe bills the platform for each payout of an account, as a balance transaction of its own. */
  areConnectFeesBilled: z.boolean(),
  /** How many requests a second are answered; more get 429. Null: any number. */
  requestsPerSecond: z.int().min(1).nullable(),
});

export type Realism = z.output<typeof realismSchema>;

export type PaymentMethodType = Realism["paymentMethods"][number];

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** Everything at once and nothing by itself: a demonstration takes seconds. */
export const lenient: Realism = {
  settlementDelayMs: 0,
  dayMs: DAY_MS,
  payoutInterval: "manual",
  minimumPayoutCents: 1,
  isTransitShown: false,
  areRefundsFunded: false,
  captureDelayMs: 0,
  paymentMethods: ["card"],
  delayedPaymentMs: 0,
  areFeesByCountry: false,
  areDisputesRepeatable: false,
  areClosedAccountsShut: false,
  areAccountEventsInContext: false,
  isContactEmailRequired: false,
  payoutCapabilityDelayMs: 0,
  requirementDeadlineMs: 0,
  areConnectFeesBilled: false,
  requestsPerSecond: null,
};

/**
 * What a European platform meets at Stripe.
 *
 * @param timeScale how many times faster than real time days pass (`POLICY_TIME_SCALE`)
 */
export function realistic(timeScale = 1): Realism {
  const scaled = (ms: number) => Math.max(1, Math.round(ms / timeScale));
  return {
    settlementDelayMs: scaled(3 * DAY_MS),
    dayMs: scaled(DAY_MS),
    payoutInterval: "daily",
    minimumPayoutCents: 100,
    isTransitShown: true,
    areRefundsFunded: true,
    captureDelayMs: scaled(MINUTE_MS),
    paymentMethods: ["card", "sepa_debit"],
    delayedPaymentMs: scaled(5 * DAY_MS),
    areFeesByCountry: true,
    areDisputesRepeatable: true,
    areClosedAccountsShut: true,
    areAccountEventsInContext: true,
    isContactEmailRequired: true,
    payoutCapabilityDelayMs: scaled(5 * MINUTE_MS),
    requirementDeadlineMs: scaled(14 * DAY_MS),
    areConnectFeesBilled: true,
    requestsPerSecond: 100,
  };
}
