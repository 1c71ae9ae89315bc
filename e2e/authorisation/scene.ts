import { type Client, must } from "@vc/client";
import {
  accept,
  approve,
  type Deal,
  deliver,
  draftListing,
  mustBeReleased,
  openPaymentPage,
  orderParams,
  type Person,
  pay,
  placeOrder,
  placePaid,
  publish,
  register,
  retryUntilAccepted,
  sendFile,
  sendMessage,
  signInStaff,
  until,
  verifyEmail,
} from "@vc/testing/journey";
import type { Persona } from "./verdicts.ts";

/** One of everything that a route may be about, between a buyer and a seller, and those who have no part in it. */
export type Scene = Awaited<ReturnType<typeof setScene>>;

export async function setScene(deal: Deal) {
  const { world, buyer, seller } = deal;
  const [
    other,
    { appointed: mediator, admin },
    draft,
    doomed,
    shown,
    done,
    disputed,
    unpaid,
    talked,
    support,
  ] = await Promise.all([
    aStranger(deal),
    signInStaff(world),
    draftListing(world, seller),
    draftListing(world, seller),
    draftListing(world, seller).then((offer) => publish(world, seller, offer)),
    completed(deal),
    inDispute(deal),
    placeOrder(deal),
    conversation(deal),
    buyer.api.POST("/v1/conversations", { body: { kind: "support", text: "I need help." } }).then(must),
  ]);
  const { id: exportId } = must(await buyer.api.POST("/v1/me/exports"));
  return {
    deal,
    people: { buyer, seller, other, mediator, admin } satisfies Record<Exclude<Persona, "stranger">, Person>,
    ids: {
      published: deal.offer.listing.id,
      draft: draft.listing.id,
      doomed: doomed.listing.id,
      toBePaused: shown.listing.id,
      disputed: disputed.orderId,
      disputedFile: disputed.fileId,
      unpaid: unpaid.id,
      exception: await refundByOthers(deal, admin),
      support: support.id,
      exportId,
      ...done,
      ...talked,
    },
    unsubscribeToken: await unsubscribeToken(deal),
  };
}

async function aStranger({ world }: Deal): Promise<Person> {
  const other = await register(world, "Ondine", "en");
  await verifyEmail(world, other);
  return other;
}

/** An order that was never disputed, with its files, review, report and invoice. */
async function completed(deal: Deal) {
  const { buyer, seller } = deal;
  const delivered = await deliver(deal, await accept(deal, await placePaid(deal)));
  const fileId = delivered.deliveries[0]?.files[0]?.id ?? "";
  const order = await approve(deal, delivered);
  const body = { orderId: order.id, stars: 5, text: "A simple logo, in time." };
  const review = await retryUntilAccepted("reviewing", () => buyer.api.POST("/v1/reviews", { body }));
  // A review is public once the reviews service has heard that the order is completed.
  const report = await retryUntilAccepted("reporting the review", () =>
    seller.api.POST("/v1/reviews/{reviewId}/report", {
      params: { path: { reviewId: review.id } },
      body: { ground: "sensitive_information", note: "It names a person." },
    }),
  );
  await mustBeReleased(deal, order);
  const invoice = await until("the invoice", async () =>
    must(await seller.api.GET("/v1/payments/invoices")).items.find(({ orderId }) => orderId === order.id),
  );
  return {
    done: order.id,
    doneFile: fileId,
    reviewId: review.id,
    reportId: report.id,
    invoice: `${invoice.number}.pdf`,
  };
}

/** R21: a request for cancellation that was refused gives the right to a dispute. */
async function inDispute(deal: Deal) {
  const { buyer, seller } = deal;
  const { id } = await accept(deal, await placePaid(deal));
  const params = orderParams(id);
  const refused = { params, body: { explanation: "No." } };
  must(await buyer.api.POST("/v1/orders/{orderId}/request-cancellation", refused));
  must(await seller.api.POST("/v1/orders/{orderId}/refuse-cancellation", refused));
  const file = await sendFile(buyer, id, new File(["what was agreed"], "agreed.txt"));
  must(
    await buyer.api.POST("/v1/orders/{orderId}/open-dispute", { params, body: { statement: "Not agreed." } }),
  );
  return { orderId: id, fileId: file.id };
}

/** R31: an order whose payment is refunded in Stripe's dashboard, and the exception that this is. */
async function refundByOthers(deal: Deal, admin: Person): Promise<string> {
  const order = await placeOrder(deal);
  const page = new URL(await openPaymentPage(deal, order));
  await pay(deal, order);
  const sessionId = /cs_\w+/.exec(page.pathname)?.[0] ?? "";
  const session = await fetch(`${page.origin}/v1/checkout/sessions/${sessionId}?expand[]=payment_intent`, {
    headers: { authorization: "Bearer sk_test_looking" },
  });
  // The simulator answers as Stripe does.
  const { payment_intent } = (await session.json()) as { payment_intent: { latest_charge: string } };
  await fetch(`${page.origin}/_control/charges/${payment_intent.latest_charge}/refund`, { method: "POST" });
  const found = await until("the exception", async () =>
    must(await admin.api.GET("/v1/payments/exceptions", { params: { query: { limit: 100 } } })).items.find(
      ({ orderId }) => orderId === order.id,
    ),
  );
  return found.id;
}

async function conversation({ buyer, seller, offer }: Deal) {
  const about = { kind: "inquiry" as const, listingId: offer.listing.id, text: "In blue?" };
  const inquiry = await retryUntilAccepted("asking about the listing", () =>
    buyer.api.POST("/v1/conversations", { body: about }),
  );
  const file = must(
    await buyer.api.POST("/v1/conversations/{conversationId}/files", {
      params: { path: { conversationId: inquiry.id } },
      body: { file: new File(["blue"], "blue.txt") },
    }),
  );
  must(await sendMessage(buyer, inquiry.id, { text: "Like this.", fileIds: [file.id] }));
  const message = must(await sendMessage(seller, inquiry.id, { text: "Yes." }));
  return { conversation: inquiry.id, conversationFile: file.id, message: message.id };
}

async function unsubscribeToken({ world, buyer }: Deal): Promise<string> {
  const link = await world.mail.link(buyer.email, "/v1/notifications/unsubscribe/");
  return link.pathname.split("/").at(-1) ?? "";
}

/** The access token of each persona; a stranger has none. */
export function tokensOf({ people }: Scene): Record<Persona, string | undefined> {
  const tokenOf = ({ api }: { api: Client }) => api.session()?.accessToken;
  return {
    stranger: undefined,
    buyer: tokenOf(people.buyer),
    seller: tokenOf(people.seller),
    other: tokenOf(people.other),
    mediator: tokenOf(people.mediator),
    admin: tokenOf(people.admin),
  };
}
