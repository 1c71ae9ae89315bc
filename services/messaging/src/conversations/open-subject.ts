import type { OpenConversationRequest, SupportSubject } from "@vc/contracts";
import { eventually } from "@vc/service";
import { inquiryTopic, type Subject } from "./conversation.ts";
import type { Messaging } from "./messaging.ts";
import type { Refusal } from "./refusals.ts";

export type FoundSubject =
  | { readonly kind: "found"; readonly subject: Subject }
  | { readonly kind: "refused"; readonly reason: Refusal };

const refused = (reason: Refusal): FoundSubject => ({ kind: "refused", reason });

/**
 * Finds the subject of a new conversation. A listing, account or order that was just created may not be known
 * here yet, so what is missing is waited for (docs/api-conventions.md).
 */
export async function findSubject(
  messaging: Messaging,
  callerId: string,
  request: OpenConversationRequest,
): Promise<FoundSubject> {
  if (request.kind === "support") {
    const { about, orderId } = request;
    const ofOrder = orderId === undefined ? null : ({ kind: "order", id: orderId } as const);
    return supportSubject(messaging, callerId, about ?? ofOrder);
  }
  if (request.listingId !== undefined) return listingSubject(messaging, callerId, request.listingId);
  // The schema demands one of the two.
  return request.sellerId === undefined
    ? refused("not_found")
    : profileSubject(messaging, callerId, request.sellerId);
}

async function profileSubject(
  { projections }: Messaging,
  callerId: string,
  sellerId: string,
): Promise<FoundSubject> {
  if (sellerId === callerId) return refused("own_profile");
  const seller = await eventually(() => projections.people.find(sellerId));
  if (seller === null) return refused("not_found");
  return { kind: "found", subject: { kind: "inquiry", fromId: callerId, sellerId, listingId: null } };
}

async function listingSubject(
  { conversations, projections }: Messaging,
  callerId: string,
  listingId: string,
): Promise<FoundSubject> {
  const listing = await eventually(() => projections.listings.findOne({ _id: listingId }));
  if (listing === null) return refused("not_found");
  if (listing.sellerId === callerId) return refused("own_listing");
  // A listing that is not published is private; a conversation about it goes on all the same.
  const isReachable =
    listing.state === "published" ||
    (await conversations.findByTopic(inquiryTopic(callerId, listingId))) !== null;
  if (!isReachable) return refused("not_found");
  const subject: Subject = { kind: "inquiry", fromId: callerId, sellerId: listing.sellerId, listingId };
  return { kind: "found", subject };
}

async function supportSubject(
  messaging: Messaging,
  callerId: string,
  about: SupportSubject | null,
): Promise<FoundSubject> {
  if (about !== null && !(await existsFor(messaging, callerId, about))) return refused("not_found");
  return { kind: "found", subject: { kind: "support", fromId: callerId, about } };
}

/** R41: whether a request for support may name it, which tells that it exists. */
async function existsFor(
  { conversations, projections }: Messaging,
  callerId: string,
  { kind, id }: SupportSubject,
): Promise<boolean> {
  switch (kind) {
    case "order": {
      const order = await eventually(() => projections.orders.findOne({ _id: id }));
      return order?.buyerId === callerId || order?.sellerId === callerId;
    }
    case "listing": {
      const listing = await eventually(() => projections.listings.findOne({ _id: id }));
      return listing?.state === "published" || listing?.sellerId === callerId;
    }
    case "seller":
      return (await eventually(() => projections.people.find(id))) !== null;
    case "conversation": {
      const conversation = await conversations.find(id);
      return conversation?.participants.some(({ accountId }) => accountId === callerId) ?? false;
    }
  }
}
