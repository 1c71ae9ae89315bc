import type { OrderAction, orderActions, PutBriefRequest } from "@vc/contracts";
import type { z } from "zod";
import type { Persona, Rule } from "./verdicts.ts";

/** The body of an action, as a client sends it. */
type BodyOf<Action extends OrderAction> = z.input<(typeof orderActions)[Action]["body"]>;

/** How an action is taken: which of the allowed personas takes it, and with which body. */
interface Step<Body> {
  readonly by: Persona;
  readonly body: Body;
}

const because = { explanation: "Because." };

/** An action: who may take it, unless its endpoint is for roles of staff alone, and how it is taken here. */
interface ActionStep<Body> extends Step<Body> {
  readonly rule?: Rule;
}

/** Every action on an order. The compiler asks for a new one. */
export const ACTION_STEPS: { readonly [Action in OrderAction]: ActionStep<BodyOf<Action>> } = {
  accept: { rule: "the seller, of the two", by: "seller", body: {} },
  refuse: { rule: "the seller, of the two", by: "seller", body: { reason: "other", ...because } },
  cancel: { rule: "buyer and seller", by: "seller", body: because },
  deliver: {
    rule: "the seller, of the two",
    by: "seller",
    body: { message: "Here.", links: ["https://example.test"] },
  },
  approve: { rule: "the buyer, of the two", by: "buyer", body: {} },
  "request-revision": { rule: "the buyer, of the two", by: "buyer", body: because },
  "accept-revision": { rule: "the seller, of the two", by: "seller", body: {} },
  "refuse-revision": { rule: "the seller, of the two", by: "seller", body: because },
  "request-cancellation": { rule: "the buyer, of the two", by: "buyer", body: because },
  "withdraw-cancellation": { rule: "the buyer, of the two", by: "buyer", body: {} },
  "accept-cancellation": { rule: "the seller, of the two", by: "seller", body: {} },
  "refuse-cancellation": { rule: "the seller, of the two", by: "seller", body: because },
  "open-dispute": { rule: "the buyer, of the two", by: "buyer", body: { statement: "Not as agreed." } },
  "add-statement": {
    rule: "buyer and seller; once disputed, a mediator",
    by: "mediator",
    body: { text: "Tell me more." },
  },
  "concede-dispute": { rule: "the seller, in a dispute", by: "seller", body: {} },
  "drop-dispute": { rule: "the buyer, in a dispute", by: "buyer", body: {} },
  "resolve-dispute": { by: "mediator", body: { decision: "refund", reasons: "Not as agreed." } },
  "excuse-cancellation": { by: "mediator", body: { reasons: "An illness." } },
};

const brief: Step<PutBriefRequest> = { by: "buyer", body: { text: "A bakery.", fileIds: [] } };

/** A step of a walk: an action, or the brief, which changes an order too. */
export type WalkStep = OrderAction | "brief";

/** The route of a step, and how it is asked. */
export function stepOf(name: WalkStep): Step<object> & { readonly route: string } {
  if (name === "brief") return { ...brief, route: "PUT /v1/orders/{orderId}/brief" };
  return { ...ACTION_STEPS[name], route: `POST /v1/orders/{orderId}/${name}` };
}

/** Sequences of steps on paid orders. Each step is possible where it stands; together they take every action. */
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
