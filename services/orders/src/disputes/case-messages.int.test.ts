import { AccountClosed, type DataOf, MessageSent, type Order } from "@vc/contracts";
import { newId } from "@vc/service";
import { waitFor } from "@vc/testing";
import { afterAll, beforeAll, expect, it } from "vitest";
import { buildTestApp, type TestApp } from "../../test/build-test-app.ts";
import { MOST_CASE_MESSAGES } from "./store.ts";

let t: TestApp;

beforeAll(async () => {
  t = await buildTestApp();
});
afterAll(() => t?.stop());

const conversationOf = new Map<string, string>();

/** A message in an order's conversation, as messaging publishes it. */
async function write(
  order: Order,
  senderId: string,
  text: string,
  other: Partial<DataOf<typeof MessageSent>> = {},
): Promise<void> {
  const conversationId = other.conversationId ?? conversationOf.get(order.id) ?? newId("conversation");
  if (!other.conversationId) conversationOf.set(order.id, conversationId);
  await t.neighbours.tell(MessageSent, conversationId, {
    conversationId,
    kind: "order",
    orderId: order.id,
    messageId: newId("message"),
    senderId,
    recipientIds: [],
    text,
    sentAt: t.clock.now().toISOString(),
    ...other,
  });
}

const casePage = async (order: Order) => (await t.mediate("GET", `/v1/orders/${order.id}/case`)).body;
const textsOf = async (order: Order): Promise<string[]> =>
  (await casePage(order)).messages.map(({ text }: { text: string }) => text);

function isOnThePage(order: Order, last: string) {
  return waitFor(async () => (await textsOf(order)).at(-1) === last, { what: `“${last}” on the case page` });
}

it("R24: the mediator reads what the parties wrote since payment, and support's conversations stay out", async () => {
  const order = await t.aDeliveredOrder();
  await write(order, t.buyerId, "My address is [•••].");
  await write(order, t.sellerId, "Thank you.");
  const toSupport = { kind: "support", conversationId: newId("conversation") } as const;
  await write(order, t.sellerId, "The buyer is difficult.", toSupport);
  await t.act(t.buyerId, order.id, "request-revision", { explanation: "Too small." });
  await t.act(t.sellerId, order.id, "refuse-revision", { explanation: "No." });
  await t.act(t.buyerId, order.id, "open-dispute", { statement: "So." });
  await write(order, t.mediatorId, "What was agreed?");
  await isOnThePage(order, "What was agreed?");
  expect(await casePage(order)).toMatchObject({
    listing: { description: "A logo in black and white." },
    brief: null,
    deliveries: [{ message: "Here." }],
    statements: [{ by: "buyer", text: "So." }],
    conversationId: conversationOf.get(order.id),
    messages: [
      { by: "buyer", senderId: t.buyerId, text: "My address is [•••]." },
      { by: "seller", senderId: t.sellerId, text: "Thank you." },
      { by: "mediator", senderId: t.mediatorId, text: "What was agreed?" },
    ],
  });
});

it("R24: the page holds a bounded number of messages, the newest", async () => {
  const order = await t.aDisputedOrder();
  const texts = Array.from({ length: MOST_CASE_MESSAGES + 3 }, (_, index) => `Message ${index}`);
  for (const text of texts) await write(order, t.buyerId, text);
  await waitFor(async () => (await textsOf(order)).length === MOST_CASE_MESSAGES, {
    what: "all messages to be on the page",
    timeoutMs: 25_000,
  });
  await isOnThePage(order, texts.at(-1) ?? "");
  const kept = await t.platform.db.collection("case_messages").countDocuments({ orderId: order.id });
  expect(kept).toBe(MOST_CASE_MESSAGES);
});

it("R42: a closed account's words go from the page, also those that arrive after the closing", async () => {
  const order = await t.aDisputedOrder();
  const leaver = newId("account");
  await write(order, leaver, "Secret.");
  await isOnThePage(order, "Secret.");
  await t.neighbours.tell(AccountClosed, leaver, {
    accountId: leaver,
    closedAt: t.clock.now().toISOString(),
  });
  await waitFor(
    async () => {
      await t.platform.bus.fireDueTimers();
      return (await textsOf(order)).at(-1) === "";
    },
    { what: "the words to be gone" },
  );
  await write(order, leaver, "A late secret.");
  await write(order, t.buyerId, "Hello?");
  await isOnThePage(order, "Hello?");
  await waitFor(async () => (await textsOf(order)).length === 3, { what: "all three messages" });
  expect(await textsOf(order)).toEqual(["", "", "Hello?"]);
});
