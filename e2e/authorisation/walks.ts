import type { Persona } from "./rules.ts";

/** A step of an order: an action that is possible in the order's state, and who of those who may takes it. */
export interface Step {
  readonly method?: "PUT";
  readonly action: string;
  readonly by: Persona;
  readonly body?: object;
}

const why = { explanation: "Because." };
const accept: Step = { action: "accept", by: "seller" };
const deliver: Step = {
  action: "deliver",
  by: "seller",
  body: { message: "Here.", links: ["https://example.test"] },
};
const askForCancellation: Step = { action: "request-cancellation", by: "buyer", body: why };
const refuseCancellation: Step = { action: "refuse-cancellation", by: "seller", body: why };
const askForRevision: Step = { action: "request-revision", by: "buyer", body: why };
const refuseRevision: Step = { action: "refuse-revision", by: "seller", body: why };
const openDispute: Step = { action: "open-dispute", by: "buyer", body: { statement: "Not as agreed." } };

/** Paths of paid orders that take every action at least once, each where it is possible. */
export const WALKS: readonly (readonly Step[])[] = [
  [
    accept,
    { method: "PUT", action: "brief", by: "buyer", body: { text: "A bakery." } },
    askForCancellation,
    { action: "withdraw-cancellation", by: "buyer" },
    askForCancellation,
    refuseCancellation,
    deliver,
    askForRevision,
    { action: "accept-revision", by: "seller" },
    deliver,
    askForRevision,
    refuseRevision,
    openDispute,
    { action: "add-statement", by: "mediator", body: { text: "Tell me more." } },
    { action: "resolve-dispute", by: "mediator", body: { decision: "refund", reasons: "Not as agreed." } },
  ],
  [{ action: "refuse", by: "seller", body: { reason: "other", ...why } }],
  [
    { action: "cancel", by: "seller", body: why },
    { action: "excuse-cancellation", by: "mediator", body: { reasons: "An illness." } },
  ],
  [accept, askForCancellation, { action: "accept-cancellation", by: "seller" }],
  [accept, deliver, { action: "approve", by: "buyer" }],
  [accept, askForCancellation, refuseCancellation, openDispute, { action: "concede-dispute", by: "seller" }],
  [accept, askForCancellation, refuseCancellation, openDispute, { action: "drop-dispute", by: "buyer" }],
];
