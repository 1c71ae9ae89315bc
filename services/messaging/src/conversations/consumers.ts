import { type Bus, on, type Transaction } from "@vc/bus";
import {
  OrderCancelled,
  OrderCompleted,
  OrderDisputeOpened,
  OrderExpired,
  OrderPaid,
  OrderRefused,
} from "@vc/contracts";
import { newId } from "@vc/service";
import { type Conversation, openConversation, orderTopic } from "./conversation.ts";
import type { ConversationStore } from "./store.ts";

interface OrderFacts {
  readonly orderId: string;
  readonly listingId: string;
  readonly buyerId: string;
  readonly sellerId: string;
}

/**
 * R37: an order's conversation opens with its payment and closes 30 days after its end; a dispute lets mediators in
 * (R24). Whichever is heard of first opens it, so that their order of arrival does not matter.
 */
export function addOrderConsumers(
  bus: Bus,
  { conversations, openAfterOrderMs }: { conversations: ConversationStore; openAfterOrderMs: number },
): void {
  async function keep(
    order: OrderFacts,
    at: Date,
    tx: Transaction,
    news: Partial<Pick<Conversation, "closesAt" | "disputedAt">>,
  ): Promise<void> {
    const known = await conversations.findByTopic(orderTopic(order.orderId), tx.session);
    if (known === null) await conversations.add({ ...openFor(order, at), ...news }, tx.session);
    else await conversations.replace(known, { ...known, ...news }, tx.session);
  }

  async function end({ data }: { data: OrderFacts & { endedAt: string } }, tx: Transaction): Promise<void> {
    const endedAt = new Date(data.endedAt);
    await keep(data, endedAt, tx, {
      closesAt: new Date(endedAt.getTime() + openAfterOrderMs),
    });
  }

  bus.consume({
    purpose: "orders",
    subscriptions: [
      on(OrderPaid, ({ data }, tx) => keep(data, new Date(data.paidAt), tx, {})),
      on(OrderDisputeOpened, ({ data }, tx) => {
        const disputedAt = new Date(data.openedAt);
        return keep(data, disputedAt, tx, { disputedAt });
      }),
      on(OrderRefused, end),
      on(OrderExpired, end),
      on(OrderCancelled, end),
      on(OrderCompleted, end),
    ],
  });
}

function openFor({ orderId, listingId, buyerId, sellerId }: OrderFacts, at: Date): Conversation {
  return openConversation(
    newId("conversation"),
    { kind: "order", orderId, listingId, between: [buyerId, sellerId] },
    at,
  );
}
