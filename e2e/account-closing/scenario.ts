import { type Listing, must, newIdempotencyKey, type Order } from "@vc/client";
import { ORDER_ACTIONS, type OrderAction } from "@vc/contracts";
import {
  accept,
  conversationOf,
  type Deal,
  dayMsOf,
  mustBeReleased,
  openVerifiedShop,
  orderParams,
  type Person,
  pay,
  placePaid,
  priceOf,
  retryUntilAccepted,
  sendFile,
  sendMessage,
  signInStaff,
  signInVerified,
  uniqueWord,
  until,
  untilState,
} from "@vc/testing/journey";
import { stepOf, WALKS, type WalkStep, writerAt } from "@vc/testing/order-walks";
import { ask } from "@vc/testing/people";
import { testWorld } from "../test-platform.ts";
import { placesOf } from "./stored-data.ts";
import { type Party, TEXTS, takersOf } from "./texts.ts";

export const PASSWORD = "correct horse battery";

/** One word for each party. It is in every text that the party writes, and in no other text. */
export type Words = Readonly<Record<Party, string>>;

/** What one party writes: a text with its word, and files named after it. */
interface Writer {
  readonly party: Party;
  readonly word: string;
  readonly person: Person;
  say(text: string): string;
  file(extension: string, content: string): File;
}

/** Two parties who have written every text that the platform takes from them, see `texts.ts`. All orders have ended. */
export interface Scenario {
  readonly deal: Deal;
  /** Completed, with a delivery that the buyer may keep. */
  readonly order: Order;
  /** Completed after a dispute that the buyer dropped. */
  readonly disputedOrder: Order;
}

export async function writeEverything(words: Words): Promise<Scenario> {
  const [seller, buyer] = await Promise.all([
    writer("seller", words, "Sélim"),
    writer("buyer", words, "Bertille"),
  ]);
  const deal: Deal = {
    world: testWorld(),
    seller: seller.person,
    buyer: buyer.person,
    offer: await openVerifiedShop(testWorld(), seller.person),
  };
  await Promise.all([writeProfile(seller), writeProfile(buyer), writeListing(seller, deal.offer.listing)]);
  await writeInquiry(deal, seller, buyer);
  await takeActionsWithWords(deal, seller, buyer);
  const disputedOrder = await completeAfterDispute(deal, seller, buyer);
  return { deal, order: await complete(deal, seller, buyer), disputedOrder };
}

async function writer(party: Party, words: Words, name: string): Promise<Writer> {
  const word = words[party];
  const person = await signInVerified(testWorld(), {
    email: `${word}@example.test`,
    password: PASSWORD,
    displayName: `${name} ${word}`,
    locale: party === "seller" ? "fr" : "en",
  });
  return {
    party,
    word,
    person,
    say: (text) => `${text} ${word}`,
    file: (extension, content) => new File([content], `${word}.${extension}`),
  };
}

async function writeProfile(me: Writer): Promise<void> {
  const { api } = me.person;
  must(await api.PATCH("/v1/me", { body: { bio: me.say("Depuis 2012."), displayName: me.say("Moi") } }));
  const email = `${me.word}.${uniqueWord()}@example.test`;
  must(await api.POST("/v1/me/change-email", { body: { email, password: PASSWORD } }));
  const support = { kind: "support" as const, text: me.say("Bonjour, une question.") };
  const { id } = must(await api.POST("/v1/conversations", { body: support }));
  await writeInConversation(me, id);
}

async function writeInConversation(me: Writer, conversationId: string): Promise<void> {
  const params = { path: { conversationId } };
  const body = { file: me.file("txt", me.say("Un fichier.")) };
  const file = must(await me.person.api.POST("/v1/conversations/{conversationId}/files", { params, body }));
  must(await sendMessage(me.person, conversationId, { text: me.say("Voici."), fileIds: [file.id] }));
}

/** A draft with every text of a listing, and the same texts in a change of the published listing. */
async function writeListing(me: Writer, published: Listing): Promise<void> {
  const { category, basePrice, deliveryDays, extras } = published;
  const texts = {
    title: me.say("Création de logo"),
    description: me.say("Deux propositions de logo."),
    tags: [me.word],
    briefInstructions: me.say("Le nom de votre activité."),
  };
  const extra = { title: me.say("Carte"), price: basePrice, extraDays: 1 };
  const draft = { ...texts, category, basePrice, deliveryDays, extras: [extra], revisionLimit: null };
  must(await me.person.api.POST("/v1/listings", { body: draft }));
  const params = { path: { listingId: published.id } };
  const renamed = extras.map((each) => ({ ...each, title: extra.title }));
  await retryUntilAccepted("editing the listing", () =>
    me.person.api.PATCH("/v1/listings/{listingId}", { params, body: { ...texts, extras: renamed } }),
  );
}

async function writeInquiry({ offer }: Deal, seller: Writer, buyer: Writer): Promise<void> {
  const body = { kind: "inquiry" as const, listingId: offer.listing.id, text: buyer.say("Et en bleu ?") };
  const inquiry = await retryUntilAccepted("asking about the listing", () =>
    buyer.person.api.POST("/v1/conversations", { body }),
  );
  must(await sendMessage(seller.person, inquiry.id, { text: seller.say("Oui.") }));
}

/** One way to take an action that a party writes a text with. */
interface Telling {
  readonly party: Party;
  readonly action: OrderAction;
  readonly walk: readonly WalkStep[];
}

/** For every action and every party that writes a text with it a walk, unless an earlier one has it already. */
function tellings(): Telling[] {
  const found: Telling[] = [];
  const isTold = (party: Party, action: OrderAction) =>
    found.some((one) => one.walk.some((step) => step === action && partIn(step, one) === party));
  const hasText = (action: OrderAction) =>
    Object.keys(TEXTS).some((text) => text.startsWith(`${stepOf(action).route} `));
  for (const action of ORDER_ACTIONS.filter(hasText)) {
    const walk = WALKS.find((steps) => steps.includes(action)) ?? [];
    for (const party of takersOf(action) ?? [])
      if (!isTold(party, action)) found.push({ party, action, walk });
  }
  return found;
}

/** Who takes a step: in the action that the walk is for, its party. */
const partIn = (step: WalkStep, { action, party }: Telling) => (step === action ? party : stepOf(step).by);

/** Orders on which both parties take every action that takes their words. Every walk ends its order. */
async function takeActionsWithWords(deal: Deal, seller: Writer, buyer: Writer): Promise<void> {
  const { appointed: mediator } = await signInStaff(deal.world);
  const dayMs = await dayMsOf(buyer.person);
  await pay(deal, await placeWithBrief(deal, buyer)).then(({ id }) =>
    takeStep({ id, step: "refuse", by: seller.person, say: seller.say, dayMs }),
  );
  await Promise.all(
    tellings().map(async (telling) => {
      const { id } = await placePaid(deal);
      for (const step of telling.walk) {
        const writer = { buyer, seller, mediator: null }[partIn(step, telling)];
        const { endedAt } = await takeStep({
          id,
          step,
          by: writer?.person ?? mediator,
          say: writer?.say ?? ((text) => text),
          dayMs,
        });
        // What a mediator excuses is a seller's cancellation, not a buyer's.
        if (endedAt !== null) break;
      }
    }),
  );
}

async function takeStep(taken: {
  id: string;
  step: WalkStep;
  by: Person;
  say: (text: string) => string;
  dayMs: number;
}): Promise<Order> {
  const { route, body } = stepOf(taken.step);
  const [method = "", path = ""] = route.replace("{orderId}", taken.id).split(" ");
  const given = { body: body(writerAt(new Date(), taken)) };
  // Every step answers with the order as it is then.
  return must(await ask(taken.by.api, method, path, given)) as Order;
}

async function placeWithBrief({ offer }: Deal, buyer: Writer): Promise<Order> {
  return retryUntilAccepted("ordering with a brief", () =>
    buyer.person.api.POST("/v1/orders", {
      params: { header: { "idempotency-key": newIdempotencyKey() } },
      body: {
        listingId: offer.listing.id,
        extraIds: offer.listing.extras.map(({ id }) => id),
        expectedTotal: priceOf(offer),
        brief: { text: buyer.say("Une fleuriste.") },
      },
    }),
  );
}

/** An order with a refused revision and a dispute that the buyer drops. */
async function completeAfterDispute(deal: Deal, seller: Writer, buyer: Writer): Promise<Order> {
  const { id } = await accept(deal, await placePaid(deal));
  const params = orderParams(id);
  await deliverWords(id, seller);
  const no = { explanation: seller.say("Non.") };
  const again = { explanation: buyer.say("Encore une fois.") };
  must(await buyer.person.api.POST("/v1/orders/{orderId}/request-revision", { params, body: again }));
  must(await seller.person.api.POST("/v1/orders/{orderId}/refuse-revision", { params, body: no }));
  const opening = { statement: buyer.say("Pas comme convenu.") };
  must(await buyer.person.api.POST("/v1/orders/{orderId}/open-dispute", { params, body: opening }));
  for (const me of [buyer, seller]) {
    const body = { text: me.say("Voici ma version.") };
    must(await me.person.api.POST("/v1/orders/{orderId}/add-statement", { params, body }));
  }
  const dropped = must(
    await buyer.person.api.POST("/v1/orders/{orderId}/drop-dispute", { params, body: {} }),
  );
  await mustBeReleased(deal, dropped);
  return dropped;
}

async function deliverWords(orderId: string, seller: Writer): Promise<void> {
  const file = await sendFile(seller.person, orderId, seller.file("svg", "<svg/>"));
  const body = {
    message: seller.say("Voici."),
    fileIds: [file.id],
    links: [`https://${seller.word}.test`],
  };
  must(await seller.person.api.POST("/v1/orders/{orderId}/deliver", { params: orderParams(orderId), body }));
}

/** An order from the placement to the released money, with a review, a reply and a report of the review. */
async function complete(deal: Deal, seller: Writer, buyer: Writer): Promise<Order> {
  const { id } = await placePaid(deal);
  const params = orderParams(id);
  const briefFile = await sendFile(buyer.person, id, buyer.file("txt", buyer.say("Consignes")));
  const brief = { text: buyer.say("Une boulangerie."), fileIds: [briefFile.id] };
  must(await buyer.person.api.PUT("/v1/orders/{orderId}/brief", { params, body: brief }));
  must(await seller.person.api.POST("/v1/orders/{orderId}/accept", { params, body: {} }));
  const conversation = await conversationOf(buyer.person, id);
  await writeInConversation(buyer, conversation.id);
  await writeInConversation(seller, conversation.id);
  const late = { explanation: buyer.say("Trop tard.") };
  must(await buyer.person.api.POST("/v1/orders/{orderId}/request-cancellation", { params, body: late }));
  const soon = { explanation: seller.say("Presque fini.") };
  must(await seller.person.api.POST("/v1/orders/{orderId}/refuse-cancellation", { params, body: soon }));
  await deliverWords(id, seller);
  await writeReview(id, seller, buyer);
  const completed = await untilState(buyer.person, id, "completed");
  await until("the seller's notification of the review", async () => {
    return (await placesOf([buyer.word])).some((place) => place.includes("_notifications.notifications"));
  });
  await mustBeReleased(deal, completed);
  return completed;
}

async function writeReview(orderId: string, seller: Writer, buyer: Writer): Promise<void> {
  const review = await retryUntilAccepted("reviewing", () =>
    buyer.person.api.POST("/v1/reviews", { body: { orderId, stars: 4, text: buyer.say("Très bien.") } }),
  );
  const params = { path: { reviewId: review.id } };
  await retryUntilAccepted("replying to the review", () =>
    seller.person.api.PUT("/v1/reviews/{reviewId}/reply", { params, body: { text: seller.say("Merci !") } }),
  );
  await retryUntilAccepted("reporting the review", () =>
    seller.person.api.POST("/v1/reviews/{reviewId}/report", {
      params,
      body: { ground: "sensitive_information", note: seller.say("Un nom y figure.") },
    }),
  );
}
