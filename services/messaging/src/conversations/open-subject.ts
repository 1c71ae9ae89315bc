import type { OpenConversationRequest } from "@vc/contracts";
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
  if (request.kind === "support") return supportSubject(messaging, callerId, request.orderId ?? null);
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
  { projections }: Messaging,
  callerId: string,
  orderId: string | null,
): Promise<FoundSubject> {
  if (orderId !== null) {
    const order = await eventually(() => projections.orders.findOne({ _id: orderId }));
    const isParty = order?.buyerId === callerId || order?.sellerId === callerId;
    if (!isParty) return refused("not_found");
  }
  return { kind: "found", subject: { kind: "support", fromId: callerId, orderId } };
}
