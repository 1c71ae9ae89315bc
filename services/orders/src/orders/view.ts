import { euros, type OrderActor, type Order as OrderView, type Timeline } from "@vc/contracts";
import type { Caller } from "@vc/http";
import { type NameOf, type StoredFile, toFileInfo } from "@vc/service";
import { advance, allowedActions } from "./decide.ts";
import { shownTerms } from "./frozen-listing.ts";
import type { Dispute, Order } from "./order.ts";
import type { OrderPolicy } from "./policy.ts";

/** The role of a caller towards an order. */
export type Part = Extract<OrderActor, "buyer" | "seller" | "mediator">;

/**
 * The role of a caller towards an order; `null` when it does not exist for them (R41). For the seller it begins to
 * exist when it is paid (R8), for mediators when it is disputed (R24) or when the seller cancelled it, which they may
 * excuse (R23). Who trades is never the mediator of it.
 */
export function partyOf(
  order: Order,
  { accountId, roles }: Pick<Caller, "accountId" | "roles">,
): Part | null {
  if (order.buyerId === accountId) return "buyer";
  if (order.sellerId === accountId) return order.paidAt === null ? null : "seller";
  const isForMediators = order.dispute !== null || isCancelledBySeller(order);
  return isForMediators && roles.includes("mediator") ? "mediator" : null;
}

function isCancelledBySeller({ outcome }: Order): boolean {
  return outcome?.kind === "cancelled" && outcome.by === "seller";
}

/** The order as it stands at `now`: a deadline that has passed shows, also before its timer has written it down. */
export function asOf(order: Order, now: Date, policy: OrderPolicy): Order {
  return advance(order, now, policy)?.order ?? order;
}

export interface ViewContext {
  readonly by: OrderActor;
  readonly now: Date;
  readonly nameOf: NameOf;
  readonly files: readonly StoredFile[];
}

const time = (at: Date | null) => at?.toISOString() ?? null;

/** What the API shows of an order to one of its parties (docs/api-conventions.md). */
export function toOrderView(order: Order, { by, now, nameOf, files }: ViewContext): OrderView {
  const fileById = new Map(files.map((file) => [file.id, toFileInfo(file)]));
  const shown = (fileIds: readonly string[]) => fileIds.flatMap((id) => fileById.get(id) ?? []);
  const { hash, ...terms } = order.listing;
  const { outcome, brief, revisions, cancellationRequest: request, dispute } = order;
  return {
    id: order.id,
    state: order.state,
    buyer: { id: order.buyerId, ...nameOf(order.buyerId) },
    seller: { id: order.sellerId, ...nameOf(order.sellerId) },
    listing: { ...shownTerms(terms), hash },
    category: order.category,
    total: euros(order.totalAmount),
    brief: brief && {
      ...brief,
      fileIds: [...brief.fileIds],
      files: shown(brief.fileIds),
      completedAt: brief.completedAt.toISOString(),
    },
    placedAt: order.placedAt.toISOString(),
    paidAt: time(order.paidAt),
    acceptedAt: time(order.acceptedAt),
    dueAt: time(order.dueAt),
    late: order.state === "in_progress" && order.dueAt !== null && now > order.dueAt,
    deliveredAt: time(order.deliveries.at(-1)?.at ?? null),
    endedAt: time(order.endedAt),
    outcome: outcome && {
      kind: outcome.kind,
      by: outcome.by,
      reason: outcome.reason,
      explanation: outcome.explanation,
      justified: outcome.justified,
      countsAgainstSeller: outcome.countsAgainstSeller,
      excuse: outcome.excuse && { ...outcome.excuse, at: outcome.excuse.at.toISOString() },
      refund: euros(outcome.refundAmount),
      released: euros(outcome.releaseAmount),
    },
    deliveries: order.deliveries.map((delivery) => ({
      message: delivery.message,
      files: shown(delivery.fileIds),
      links: [...delivery.links],
      at: delivery.at.toISOString(),
    })),
    revisions: {
      count: revisions.count,
      limit: terms.revisionLimit,
      open: revisions.open && { ...revisions.open, requestedAt: revisions.open.requestedAt.toISOString() },
    },
    cancellationRequest: request && { ...request, requestedAt: request.requestedAt.toISOString() },
    dispute: dispute && toDisputeView(dispute),
    deadlines: order.deadlines.map(({ kind, at }) => ({ kind, at: at.toISOString() })),
    allowedActions: allowedActions(order, by, now),
    sequence: order.sequence,
  };
}

function toDisputeView({ openedAt, openedBy, escalatedAt, statements, decision }: Dispute) {
  return {
    openedAt: openedAt.toISOString(),
    openedBy,
    escalatedAt: time(escalatedAt),
    statements: statements.map((statement) => ({ ...statement, at: statement.at.toISOString() })),
    decision: decision && {
      ...decision,
      buyerAmount: decision.buyerAmount === null ? null : euros(decision.buyerAmount),
      dueAt: time(decision.dueAt),
      at: decision.at.toISOString(),
    },
  };
}

/** An order for a list: the same, with everything empty that people wrote or sent, and that the listing said. */
export function toOrderCard(order: OrderView): OrderView {
  const { listing, brief, outcome, deliveries, revisions, cancellationRequest, dispute } = order;
  return {
    ...order,
    listing: { ...listing, description: "", briefInstructions: "", extras: [] },
    brief: brief && { ...brief, text: "", fileIds: [], files: [] },
    outcome: outcome && { ...outcome, explanation: outcome.explanation && "" },
    deliveries: deliveries.map(({ at }) => ({ message: "", files: [], links: [], at })),
    revisions: { ...revisions, open: revisions.open && { ...revisions.open, explanation: "" } },
    cancellationRequest: cancellationRequest && { ...cancellationRequest, explanation: "" },
    dispute: dispute && { ...dispute, statements: [] },
  };
}

/** What has happened to an order, oldest first. */
export function toTimeline(order: Order): Timeline {
  return {
    items: order.timeline.map(({ sequence, at, by, action, data }) => ({
      sequence,
      at: at.toISOString(),
      by,
      action,
      data: { ...data },
    })),
  };
}
