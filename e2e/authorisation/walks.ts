import type { OrderAction, OrderActionBodies, PutBriefRequest } from "@vc/contracts";
import type { z } from "zod";
import type { Persona } from "./rules.ts";

/** The body of an action, as a client sends it. */
type BodyOf<Action extends OrderAction> = z.input<(typeof OrderActionBodies)[Action]>;

/** How an action is taken: which of the allowed personas takes it, and with which body. */
interface Step<Body> {
  readonly by: Persona;
  readonly body: Body;
}

const because = { explanation: "Because." };

/** Every action on an order. The compiler asks for a new one. */
const actionSteps: { readonly [Action in OrderAction]: Step<BodyOf<Action>> } = {
  accept: { by: "seller", body: {} },
  refuse: { by: "seller", body: { reason: "other", ...because } },
  cancel: { by: "seller", body: because },
  deliver: { by: "seller", body: { message: "Here.", links: ["https://example.test"] } },
  approve: { by: "buyer", body: {} },
  "request-revision": { by: "buyer", body: because },
  "accept-revision": { by: "seller", body: {} },
  "refuse-revision": { by: "seller", body: because },
  "request-cancellation": { by: "buyer", body: because },
  "withdraw-cancellation": { by: "buyer", body: {} },
  "accept-cancellation": { by: "seller", body: {} },
  "refuse-cancellation": { by: "seller", body: because },
  "open-dispute": { by: "buyer", body: { statement: "Not as agreed." } },
  "add-statement": { by: "mediator", body: { text: "Tell me more." } },
  "concede-dispute": { by: "seller", body: {} },
  "drop-dispute": { by: "buyer", body: {} },
  "resolve-dispute": { by: "mediator", body: { decision: "refund", reasons: "Not as agreed." } },
  "excuse-cancellation": { by: "mediator", body: { reasons: "An illness." } },
};

const brief: Step<PutBriefRequest> = { by: "buyer", body: { text: "A bakery.", fileIds: [] } };

/** A step of a walk: an action, or the brief, which changes an order too. */
export type WalkStep = OrderAction | "brief";

/** The route of a step, and how it is asked. */
export function stepOf(name: WalkStep): Step<object> & { readonly route: string } {
  if (name === "brief") return { ...brief, route: "PUT /v1/orders/{orderId}/brief" };
  return { ...actionSteps[name], route: `POST /v1/orders/{orderId}/${name}` };
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
