import { ORDER_ACTIONS, type OrderAction, type orderActions, type PutBriefRequest } from "@vc/contracts";
import type { z } from "zod";

/** The body of an action, as a client sends it. */
type BodyOf<Action extends OrderAction> = z.input<(typeof orderActions)[Action]["body"]>;

/** How a text is written that comes with an action, and how a time is given that lies so many days ahead. */
export interface Writer {
  readonly say: (text: string) => string;
  readonly inDays: (days: number) => string;
}

const DAY_MS = 24 * 60 * 60_000;

/**
 * @param say changes each text; by default it stays
 * @param dayMs what a day counts where the order is (`deliveryDayMs` of the API's windows)
 */
export function writerAt(
  now: Date,
  { say = (text) => text, dayMs = DAY_MS }: { say?: Writer["say"]; dayMs?: number } = {},
): Writer {
  return { say, inDays: (days) => new Date(now.getTime() + days * dayMs).toISOString() };
}

/** Who may take an action, of buyer, seller and mediator, as e2e/authorisation/verdicts.ts has the rules. */
type ActionRule =
  | "the buyer, of the two"
  | "the seller, of the two"
  | "buyer and seller"
  | "buyer and seller; once disputed, a mediator"
  | "the buyer, in a dispute"
  | "the seller, in a dispute";

/** How an action is taken: which of the allowed takes it, and with which body. */
interface Step<Body> {
  readonly by: "buyer" | "seller" | "mediator";
  readonly body: (writer: Writer) => Body;
}

/** An action: who may take it, unless its endpoint is for roles of staff alone, and how it is taken in tests. */
interface ActionStep<Body> extends Step<Body> {
  readonly rule?: ActionRule;
}

const nothing = () => ({});
const because = ({ say }: Writer) => ({ explanation: say("Because.") });

/** Every action on an order. The compiler asks for a new one. */
export const actionSteps: { readonly [Action in OrderAction]: ActionStep<BodyOf<Action>> } = {
  accept: { rule: "the seller, of the two", by: "seller", body: nothing },
  refuse: {
    rule: "the seller, of the two",
    by: "seller",
    body: (writer) => ({ reason: "other", ...because(writer) }),
  },
  cancel: { rule: "buyer and seller", by: "seller", body: because },
  deliver: {
    rule: "the seller, of the two",
    by: "seller",
    body: ({ say }) => ({ message: say("Here."), links: ["https://example.test"] }),
  },
  approve: { rule: "the buyer, of the two", by: "buyer", body: nothing },
  "request-revision": { rule: "the buyer, of the two", by: "buyer", body: because },
  "accept-revision": { rule: "the seller, of the two", by: "seller", body: nothing },
  "refuse-revision": { rule: "the seller, of the two", by: "seller", body: because },
  "request-cancellation": { rule: "the buyer, of the two", by: "buyer", body: because },
  "withdraw-cancellation": { rule: "the buyer, of the two", by: "buyer", body: nothing },
  "accept-cancellation": { rule: "the seller, of the two", by: "seller", body: nothing },
  "refuse-cancellation": { rule: "the seller, of the two", by: "seller", body: because },
  "open-dispute": {
    rule: "the buyer, of the two",
    by: "buyer",
    body: ({ say }) => ({ statement: say("Not as agreed.") }),
  },
  "add-statement": {
    rule: "buyer and seller; once disputed, a mediator",
    by: "mediator",
    body: ({ say }) => ({ text: say("Tell me more.") }),
  },
  "concede-dispute": { rule: "the seller, in a dispute", by: "seller", body: nothing },
  "drop-dispute": { rule: "the buyer, in a dispute", by: "buyer", body: nothing },
  "resolve-dispute": {
    by: "mediator",
    body: ({ say }) => ({ decision: "refund", reasons: say("Not as agreed.") }),
  },
  "excuse-cancellation": { by: "mediator", body: ({ say }) => ({ reasons: say("An illness.") }) },
};

const brief: Step<PutBriefRequest> = {
  by: "buyer",
  body: ({ say }) => ({ text: say("A bakery."), fileIds: [] }),
};

/** A step of a walk: an action, or the brief, which changes an order too. */
export type WalkStep = OrderAction | "brief";

/** The route of a step, and how it is asked. */
export function stepOf(name: WalkStep): Step<object> & { readonly route: string } {
  if (name === "brief") return { ...brief, route: "PUT /v1/orders/{orderId}/brief" };
  return { ...actionSteps[name], route: `POST /v1/orders/{orderId}/${name}` };
}

/**
 * Sequences of steps on paid orders. Each step is possible where it stands, each walk ends its
 * order, and together they take every action.
 */
export const WALKS: readonly (readonly WalkStep[])[] = [
  [
    "accept",
    "brief",
    "request-cancellation",
    "withdraw-cancellation",
    "request-cancellation",
    "refuse-cancellation",
    "deliver",
    "request-revision",
    "accept-revision",
    "deliver",
    "request-revision",
    "refuse-revision",
    "open-dispute",
    "add-statement",
    "resolve-dispute",
  ],
  ["refuse"],
  ["cancel", "excuse-cancellation"],
  ["accept", "request-cancellation", "accept-cancellation"],
  ["accept", "deliver", "approve"],
  ["accept", "request-cancellation", "refuse-cancellation", "open-dispute", "concede-dispute"],
  ["accept", "request-cancellation", "refuse-cancellation", "open-dispute", "drop-dispute"],
];

/** The actions that no walk takes. */
export function unwalkedActions(): OrderAction[] {
  return ORDER_ACTIONS.filter((action) => !WALKS.some((walk) => walk.includes(action)));
}
