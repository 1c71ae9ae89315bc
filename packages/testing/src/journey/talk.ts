import { type Answer, type Conversation, type Message, must, type Order } from "@vc/client";
import { type EventStream, recordEvents } from "../people/index.ts";
import type { Deal } from "./deal.ts";
import type { Person } from "./people.ts";
import { mustBe, mustHold, until, type World } from "./world.ts";

/** Opens a person's live stream, as an app does. The caller closes it. */
export async function openLiveStream(person: Person): Promise<EventStream> {
  const stream = recordEvents(person.api);
  await stream.opened;
  return stream;
}

/** R39: the live stream reports the order. */
export async function mustHearLive(
  world: World,
  person: Person,
  stream: EventStream,
  order: Order,
): Promise<void> {
  const heard = await until(`a live event for ${person.name} about order ${order.id}`, async () =>
    stream.received.find(({ data }) => JSON.stringify(data).includes(order.id)),
  );
  world.say(person.name, `receives it live (event “${heard.name}”)`);
}

/** R8: an e-mail reports the order. */
export async function mustReceiveMail(world: World, person: Person, order: Order): Promise<void> {
  const mail = await world.mail.latest({ to: person.email, containing: order.id }, 30_000);
  world.say(person.name, `receives the e-mail “${mail.subject}”`);
}

/** R37: the conversation of an order; the order's creation opens it. */
export function conversationOf(person: Person, orderId: string): Promise<Conversation> {
  return until("the order's conversation", async () => {
    const params = { query: { kind: "order" as const, orderId } };
    return must(await person.api.GET("/v1/conversations", { params })).items.at(0);
  });
}

export function sendMessage(
  person: Person,
  conversationId: string,
  body: { text: string; fileIds?: string[] },
): Promise<Answer<Message>> {
  const params = { path: { conversationId } };
  return person.api.POST("/v1/conversations/{conversationId}/messages", { params, body });
}

/** Messages have no Idempotency-Key: after a lost answer this looks for the message before it sends it again. */
async function sendMessageOnce(person: Person, conversationId: string, text: string): Promise<Message> {
  const params = { path: { conversationId } };
  const existing = async () => {
    const { items } = must(await person.api.GET("/v1/conversations/{conversationId}/messages", { params }));
    return items.find(({ senderId }) => senderId === person.accountId);
  };
  return until("the message to be sent", async () => {
    return (await existing()) ?? must(await sendMessage(person, conversationId, { text }));
  });
}

/** R3, R37: the order's conversation is open, and contact details in it are masked. */
export async function exchangeMessages({ world, buyer, seller }: Deal, order: Order): Promise<void> {
  const conversation = await conversationOf(buyer, order.id);
  mustBe("whether the order's conversation is open", conversation.open, true);
  const phone = "06 12 34 56 78";
  const sent = await sendMessageOnce(buyer, conversation.id, `Bonjour ! Appelez-moi au ${phone}.`);
  mustBe("what was masked in a message with a phone number", sent.masked, [{ kind: "phone" }]);
  const params = { path: { conversationId: conversation.id } };
  const { items } = must(await seller.api.GET("/v1/conversations/{conversationId}/messages", { params }));
  const arrived = items.find(({ id }) => id === sent.id);
  mustHold("the message to arrive", arrived !== undefined, items);
  mustHold("the phone number to be hidden from the seller", !arrived?.text.includes(phone), arrived?.text);
  world.say(buyer.name, `writes to the seller, who reads “${arrived?.text}”`);
}
