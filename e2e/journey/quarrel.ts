import type { Order } from "@vc/client";
import { act, type Deal } from "./deal.ts";

const explanation = "Le logo ne correspond pas à ce que nous avions convenu.";

/** R18: as often as the listing allows without a word from the seller. */
export async function requestRevision({ world, buyer }: Deal, order: Order): Promise<Order> {
  const wanted = { action: "request-revision", becomes: "revision_requested" } as const;
  const asked = await act(buyer, order.id, wanted, (params) =>
    buyer.api.POST("/v1/orders/{orderId}/request-revision", { params, body: { explanation } }),
  );
  world.say(buyer.name, "asks for a revision");
  return asked;
}

/** R19: the work goes on. */
export async function acceptRevision({ world, seller }: Deal, order: Order): Promise<Order> {
  const wanted = { action: "accept-revision", becomes: "in_progress" } as const;
  const resumed = await act(seller, order.id, wanted, (params) =>
    seller.api.POST("/v1/orders/{orderId}/accept-revision", { params, body: {} }),
  );
  world.say(seller.name, "takes the work up again");
  return resumed;
}

/** R20: the seller will not revise. */
export async function refuseRevision({ seller }: Deal, order: Order): Promise<Order> {
  const wanted = { action: "refuse-revision", becomes: "revision_refused" } as const;
  return act(seller, order.id, wanted, (params) =>
    seller.api.POST("/v1/orders/{orderId}/refuse-revision", { params, body: { explanation } }),
  );
}

/** R20, R24: the seller refuses to revise, and the buyer calls for a mediator. */
export async function quarrelOver(deal: Deal, order: Order): Promise<Order> {
  const { world, buyer } = deal;
  await refuseRevision(deal, order);
  const opening = { action: "open-dispute", becomes: "disputed" } as const;
  const disputed = await act(buyer, order.id, opening, (params) =>
    buyer.api.POST("/v1/orders/{orderId}/open-dispute", { params, body: { statement: explanation } }),
  );
  world.say(buyer.name, "opens a dispute over the revision that was refused");
  return disputed;
}

/** R25: the buyer has everything back. */
export async function concedeDispute({ world, seller }: Deal, order: Order): Promise<Order> {
  const wanted = { action: "concede-dispute", becomes: "cancelled" } as const;
  const conceded = await act(seller, order.id, wanted, (params) =>
    seller.api.POST("/v1/orders/{orderId}/concede-dispute", { params, body: {} }),
  );
  world.say(seller.name, "concedes: the order is cancelled");
  return conceded;
}

/** R25: the seller has everything. */
export async function dropDispute({ world, buyer }: Deal, order: Order): Promise<Order> {
  const wanted = { action: "drop-dispute", becomes: "completed" } as const;
  const dropped = await act(buyer, order.id, wanted, (params) =>
    buyer.api.POST("/v1/orders/{orderId}/drop-dispute", { params, body: {} }),
  );
  world.say(buyer.name, "drops the dispute: the order is completed");
  return dropped;
}

/** R12: before the seller has answered. */
export async function takeBack({ world, buyer }: Deal, order: Order): Promise<Order> {
  const wanted = { action: "cancel", becomes: "cancelled" } as const;
  const cancelled = await act(buyer, order.id, wanted, (params) =>
    buyer.api.POST("/v1/orders/{orderId}/cancel", { params, body: { explanation } }),
  );
  world.say(buyer.name, "cancels before the seller has answered");
  return cancelled;
}

/** R21: the buyer asks to end work that has begun. */
export async function requestCancellation({ buyer }: Deal, order: Order): Promise<Order> {
  const wanted = { action: "request-cancellation", becomes: "in_progress" } as const;
  return act(buyer, order.id, wanted, (params) =>
    buyer.api.POST("/v1/orders/{orderId}/request-cancellation", { params, body: { explanation } }),
  );
}

/** R21: the buyer asks to end work that has begun, and the seller agrees. */
export async function partInPeace(deal: Deal, order: Order): Promise<Order> {
  const { world, seller } = deal;
  await requestCancellation(deal, order);
  const agreeing = { action: "accept-cancellation", becomes: "cancelled" } as const;
  const cancelled = await act(seller, order.id, agreeing, (params) =>
    seller.api.POST("/v1/orders/{orderId}/accept-cancellation", { params, body: {} }),
  );
  world.say(seller.name, "agrees to cancel");
  return cancelled;
}
