import { type WalkTerms, WORK } from "./walk-terms.ts";

const PAID = ["the buyer: opens the checkout", "the buyer: pays"] as const;
const DELIVERED = [...PAID, "the seller: accept", "the seller: deliver"] as const;
const DISPUTED = [
  ...PAID,
  "the seller: accept",
  "the buyer: request-cancellation",
  "the seller: refuse-cancellation",
  "the buyer: open-dispute",
] as const;

/** What most walks have in common: a disputed order, of which a mediator's decision makes any end, with everything late. */
const common = {
  // Two days, as long as the seller has to answer, so that different ways take the same time.
  listing: { deliveryDays: 2, revisionLimit: 1 },
  actions: ["resolve-dispute"],
  begins: DISPUTED,
  prompt: ["timers", "messages"],
  isTimePatient: true,
  aroundTimes: false,
} as const satisfies Partial<WalkTerms>;

/** The walks through an order's own life, with all work done promptly. */
const lives = {
  ...common,
  actions: "all",
  begins: [],
  prompt: ["messages", "webhooks", "movements", "timers"],
  isTimePatient: false,
  aroundTimes: true,
} as const satisfies Partial<WalkTerms>;

/** A refund in the Dashboard and a refund that comes back, before, while and after the order ends. */
const outsideRefund = {
  ...common,
  left: { "outside refund": 1, "refund failure": 1, decision: 1 },
} as const satisfies Partial<WalkTerms>;

/** The longest come first, one for each of two processors. */
export const walks: readonly WalkTerms[] = [
  {
    ...outsideRefund,
    name: "outside refund",
    tries: "a refund in the Dashboard and one that comes back, while all of the money goes to one side",
    resolutions: ["refund", "release", "resume"],
  },
  {
    ...outsideRefund,
    name: "outside refund of a split",
    tries:
      "a refund in the Dashboard and one that comes back, while the money is split; the platform bears what is lost",
    resolutions: ["split"],
    left: { ...outsideRefund.left, decision: 0 },
    isAdminPrompt: true,
  },
  {
    ...lives,
    name: "answer",
    tries:
      "an order that the seller accepts, refuses or leaves unanswered, and the parties cancel, around the 48 hours",
    begins: PAID,
    actions: ["accept", "refuse", "cancel"],
    left: { brief: 1 },
  },
  {
    ...lives,
    name: "last days",
    tries:
      "work that is late, delivered, reviewed and cancelled around its deadlines and the end of the order",
    begins: [...PAID, "the seller: accept"],
    actions: ["deliver", "cancel", "approve", "excuse-cancellation"],
    left: { review: 1 },
  },
  {
    ...lives,
    name: "disputed work",
    tries: "a dispute about delivered work until the order's end",
    begins: [
      ...DELIVERED,
      "the buyer: request-revision",
      "the seller: refuse-revision",
      "the buyer: open-dispute",
    ],
    actions: ["add-statement", "concede-dispute", "drop-dispute", "resolve-dispute"],
    left: { statement: 1 },
  },
  {
    ...lives,
    name: "agreements",
    tries: "every action up to two requests for cancellation and a dispute, around every deadline",
    left: { checkout: 1, "request cancellation": 2, resume: 1 },
  },
  {
    ...lives,
    name: "revisions",
    tries:
      "every action up to a revision within the limit, one beyond it, and a dispute, around every deadline",
    begins: DELIVERED,
    left: { "request revision": 2 },
  },
  {
    ...common,
    name: "late payment",
    tries: "a payment at any time, also after the order has expired, and twice; messages that miss deadlines",
    actions: [],
    begins: [],
    left: { checkout: 2, "late payment": 2, crash: 1 },
    prompt: ["timers", "movements"],
    isTimePatient: false,
  },
  {
    ...common,
    name: "early chargeback",
    tries: "a payment that the bank takes back before orders has heard of it",
    actions: ["refuse"],
    begins: [],
    left: { checkout: 1, "late payment": 1, dispute: 1 },
    prompt: ["timers", "movements"],
  },
  {
    ...common,
    name: "calls",
    tries: "refunds and transfers of which requests or answers are lost, and processes that die",
    left: { crash: 1, "request lost": 1, "answer lost": 1 },
    prompt: ["timers"],
  },
  {
    ...common,
    name: "earnings",
    tries: "withdrawals and payouts that come back, with lost calls and processes that die",
    actions: ["approve"],
    begins: DELIVERED,
    left: { crash: 1, "request lost": 1, "answer lost": 1, withdrawal: 1, "payout failure": 1 },
  },
  {
    ...common,
    name: "account",
    tries: "a seller without an account, one who is restricted, and a transfer reversed in the Dashboard",
    actions: ["approve"],
    begins: DELIVERED,
    left: { withdrawal: 1, "account restriction": 1, "outside reversal": 1, decision: 1 },
    isSellerReady: false,
  },
  {
    ...common,
    name: "closed account",
    tries: "a seller who closes the account at Stripe at any time, and opens another one",
    actions: ["approve"],
    begins: DELIVERED,
    left: { withdrawal: 1, "account closing": 1 },
  },
  {
    ...common,
    name: "settling funds",
    tries: "money that is pending at Stripe for hours, a payout from outside, refunds that wait",
    begins: DELIVERED,
    actions: ["approve", "cancel"],
    left: { withdrawal: 1, "outside payout": 1 },
    realism: {
      settlementDelayMs: 90 * 60_000,
      areRefundsFunded: true,
      isTransitShown: true,
      captureDelayMs: 60_000,
    },
  },
  {
    ...common,
    name: "appeal",
    tries: "a chargeback, whole and in part, before and after every end, with a verdict that changes",
    left: { dispute: 1, appeal: 1, decision: 1 },
    prompt: ["timers", "messages", "movements"],
  },
  {
    ...common,
    name: "two chargebacks",
    tries: "two chargebacks, whole and in part, before and after every end",
    left: { dispute: 2 },
    prompt: ["timers", "messages", "movements", "webhooks"],
    realism: { areDisputesRepeatable: true },
  },
  {
    ...common,
    name: "returned refund",
    tries: "a refund that comes back before, while and after a bank takes the payment back",
    left: { dispute: 1, "refund failure": 1 },
    prompt: ["timers", "messages", "movements"],
  },
  {
    ...common,
    name: "crossing refund",
    tries:
      "a refund whose answer is under way while it comes back, and while a bank takes the payment back for good",
    begins: [...DISPUTED, "the mediator: resolve-dispute: refund"],
    actions: [],
    left: { dispute: 1, "refund failure": 1 },
  },
  {
    ...common,
    name: "inquiry",
    tries: "an inquiry that ends or becomes a chargeback, before and after every end",
    left: { inquiry: 1 },
    prompt: WORK,
  },
  {
    ...common,
    name: "chargeback in flight",
    tries: "a chargeback while a refund and a transfer are being made",
    left: { dispute: 1 },
    prompt: ["timers", "messages", "webhooks"],
  },
];

const allPrompt = { prompt: WORK } as const satisfies Partial<WalkTerms>;

/** What each walk leaves out in its short form, which is for every run of the tests; the last walks have none. */
const shorter: Readonly<Record<string, Partial<WalkTerms>>> = {
  answer: {},
  "last days": {},
  "disputed work": {},
  agreements: {
    begins: [...PAID, "the seller: accept"],
    actions: [
      "request-cancellation",
      "withdraw-cancellation",
      "accept-cancellation",
      "refuse-cancellation",
      "resolve-dispute",
    ],
    left: { "request cancellation": 2, resume: 1 },
    aroundTimes: false,
  },
  revisions: {
    actions: ["request-revision", "accept-revision", "refuse-revision", "deliver", "approve"],
    left: { "request revision": 2 },
    aroundTimes: false,
  },
  "late payment": { left: { checkout: 1, "late payment": 1 } },
  calls: { left: { "request lost": 1 } },
  "outside refund": { begins: DELIVERED, actions: ["approve"], left: { "outside refund": 1 }, ...allPrompt },
  earnings: { left: { withdrawal: 1, "payout failure": 1, "outside reversal": 1 }, ...allPrompt },
  account: { isSellerReady: true, left: { "account restriction": 1, withdrawal: 1 } },
  "settling funds": { left: { withdrawal: 1 }, ...allPrompt },
  // Without an account the transfer waits, so that the refund comes back to a payment that is not settled.
  "returned refund": { isSellerReady: false, left: { "refund failure": 1 }, ...allPrompt },
  inquiry: {},
  "chargeback in flight": {
    begins: DISPUTED,
    actions: ["resolve-dispute"],
    left: { dispute: 1 },
    ...allPrompt,
  },
};

export const shortWalks: readonly WalkTerms[] = walks
  .filter(({ name }) => name in shorter)
  .map((terms) => ({ ...terms, ...shorter[terms.name] }));

/** @throws Error when there is none of this name */
export function walkNamed(name: string, isShort = false): WalkTerms {
  const found = (isShort ? shortWalks : walks).find((terms) => terms.name === name);
  if (found === undefined) throw new Error(`there is no walk "${name}"`);
  return found;
}
