import type { Order } from "@vc/client";
import { type Deal, takeAction } from "./deal.ts";

const EXPLANATION = "Le logo ne correspond pas à ce que nous avions convenu.";

/** R18: the buyer asks for a revision. Within the listing's limit this needs no consent of the seller. */
export async function requestRevision({ world, buyer }: Deal, order: Order): Promise<Order> {
  const wanted = { action: "request-revision", becomes: "revision_requested" } as const;
  const asked = await takeAction(buyer, order.id, wanted, (params) =>
    buyer.api.POST("/v1/orders/{orderId}/request-revision", { params, body: { explanation: EXPLANATION } }),
  );
  world.say(buyer.name, "asks for a revision");
  return asked;
}

/** R19: the seller resumes the work. */
export async function acceptRevision({ world, seller }: Deal, order: Order): Promise<Order> {
  const wanted = { action: "accept-revision", becomes: "in_progress" } as const;
  const resumed = await takeAction(seller, order.id, wanted, (params) =>
    seller.api.POST("/v1/orders/{orderId}/accept-revision", { params, body: {} }),
  );
  world.say(seller.name, "accepts the revision and resumes the work");
  return resumed;
}

/** R20: the seller refuses the revision. */
export async function refuseRevision({ seller }: Deal, order: Order): Promise<Order> {
  const wanted = { action: "refuse-revision", becomes: "revision_refused" } as const;
  return takeAction(seller, order.id, wanted, (params) =>
    seller.api.POST("/v1/orders/{orderId}/refuse-revision", { params, body: { explanation: EXPLANATION } }),
  );
}

/** R20, R24: the seller refuses the revision, and the buyer opens a dispute. */
export async function disputeRevision(deal: Deal, order: Order): Promise<Order> {
  const { world, buyer } = deal;
  await refuseRevision(deal, order);
  const opening = { action: "open-dispute", becomes: "disputed" } as const;
  const disputed = await takeAction(buyer, order.id, opening, (params) =>
    buyer.api.POST("/v1/orders/{orderId}/open-dispute", { params, body: { statement: EXPLANATION } }),
  );
  world.say(buyer.name, "opens a dispute about the refused revision");
  return disputed;
}

/** R25: the seller concedes; the buyer receives a full refund. */
export async function concedeDispute({ world, seller }: Deal, order: Order): Promise<Order> {
  const wanted = { action: "concede-dispute", becomes: "cancelled" } as const;
  const conceded = await takeAction(seller, order.id, wanted, (params) =>
    seller.api.POST("/v1/orders/{orderId}/concede-dispute", { params, body: {} }),
  );
  world.say(seller.name, "concedes the dispute: the order is cancelled");
  return conceded;
}

/** R25: the buyer drops the dispute; the seller receives the whole amount. */
export async function dropDispute({ world, buyer }: Deal, order: Order): Promise<Order> {
  const wanted = { action: "drop-dispute", becomes: "completed" } as const;
  const dropped = await takeAction(buyer, order.id, wanted, (params) =>
    buyer.api.POST("/v1/orders/{orderId}/drop-dispute", { params, body: {} }),
  );
  world.say(buyer.name, "drops the dispute: the order is completed");
  return dropped;
}

/** R12: the buyer cancels a paid order before the seller's answer. */
export async function cancelBeforeAcceptance({ world, buyer }: Deal, order: Order): Promise<Order> {
  const wanted = { action: "cancel", becomes: "cancelled" } as const;
  const cancelled = await takeAction(buyer, order.id, wanted, (params) =>
    buyer.api.POST("/v1/orders/{orderId}/cancel", { params, body: { explanation: EXPLANATION } }),
  );
  world.say(buyer.name, "cancels before the seller has answered");
  return cancelled;
}

/** R21: the buyer asks to cancel an order in progress. */
export async function requestCancellation({ buyer }: Deal, order: Order): Promise<Order> {
  const wanted = { action: "request-cancellation", becomes: "in_progress" } as const;
  return takeAction(buyer, order.id, wanted, (params) =>
    buyer.api.POST("/v1/orders/{orderId}/request-cancellation", {
      params,
      body: { explanation: EXPLANATION },
    }),
  );
}

/** R21: the buyer asks to cancel an order in progress, and the seller agrees. */
export async function cancelByAgreement(deal: Deal, order: Order): Promise<Order> {
  const { world, seller } = deal;
  await requestCancellation(deal, order);
  const agreeing = { action: "accept-cancellation", becomes: "cancelled" } as const;
  const cancelled = await takeAction(seller, order.id, agreeing, (params) =>
    seller.api.POST("/v1/orders/{orderId}/accept-cancellation", { params, body: {} }),
  );
  world.say(seller.name, "agrees to cancel");
  return cancelled;
}
