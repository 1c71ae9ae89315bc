import { euros, type OrderActor, type Order as OrderView, type Timeline } from "@vc/contracts";
import type { Caller } from "@vc/http";
import { type NameOf, type StoredFile, toFileInfo } from "@vc/service";
import { advance, allowedActions } from "./decide.ts";
import { shownTerms } from "./frozen-listing.ts";
import type { Dispute, Order, Outcome } from "./order.ts";
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

/** A part of an order as the API shows it: the same, with its times in ISO 8601. */
type Shown<Part> = Part extends Date
  ? string
  : Part extends readonly (infer Item)[]
    ? Shown<Item>[]
    : Part extends object
      ? { [Name in keyof Part]: Shown<Part[Name]> }
      : Part;

function shown<Part>(part: Part): Shown<Part>;
function shown(part: unknown): unknown {
  if (part instanceof Date) return part.toISOString();
  if (Array.isArray(part)) return part.map((item) => shown(item));
  if (typeof part !== "object" || part === null) return part;
  return Object.fromEntries(Object.entries(part).map(([name, value]) => [name, shown(value)]));
}

/**
 * What the API shows of an order to one of its parties (docs/api-conventions.md). What stands in the contract as the order
 * has it goes by itself; the others are made here.
 */
export function toOrderView(order: Order, { by, now, nameOf, files }: ViewContext): OrderView {
  const fileById = new Map(files.map((file) => [file.id, toFileInfo(file)]));
  const filesOf = (fileIds: readonly string[]) => fileIds.flatMap((id) => fileById.get(id) ?? []);
  const { buyerId, sellerId, listing, totalAmount, timeline, ...same } = order;
  const { outcome, brief, deliveries, revisions, dispute, deadlines, ...plain } = same;
  const { hash, ...terms } = listing;
  return {
    ...shown(plain),
    buyer: { id: buyerId, ...nameOf(buyerId) },
    seller: { id: sellerId, ...nameOf(sellerId) },
    listing: { ...shownTerms(terms), hash },
    total: euros(totalAmount),
    brief: brief && { ...shown(brief), files: filesOf(brief.fileIds) },
    late: order.state === "in_progress" && order.dueAt !== null && now > order.dueAt,
    deliveredAt: shown(deliveries.at(-1)?.at ?? null),
    outcome: outcome && toOutcomeView(outcome),
    deliveries: deliveries.map(({ fileIds, late, ...delivery }) => ({
      ...shown(delivery),
      files: filesOf(fileIds),
    })),
    revisions: { ...shown(revisions), limit: terms.revisionLimit },
    dispute: dispute && toDisputeView(dispute),
    deadlines: deadlines.map(({ kind, at }) => shown({ kind, at })),
    allowedActions: allowedActions(order, by, now),
  };
}

function toOutcomeView({ refundAmount, releaseAmount, ...outcome }: Outcome) {
  return { ...shown(outcome), refund: euros(refundAmount), released: euros(releaseAmount) };
}

function toDisputeView({ openedFrom, decision, ...dispute }: Dispute) {
  return {
    ...shown(dispute),
    decision: decision && {
      ...shown(decision),
      buyerAmount: decision.buyerAmount === null ? null : euros(decision.buyerAmount),
    },
  };
}

/** An order for a list: the same, with everything empty that people wrote or sent, and that the listing said. */
export function toOrderCard(order: OrderView): OrderView {
  const { listing, brief, deliveries, dispute } = order;
  return {
    ...unexplained(order),
    listing: { ...listing, description: "", briefInstructions: "", extras: [] },
    brief: brief && { ...brief, text: "", fileIds: [], files: [] },
    deliveries: deliveries.map(({ at }) => ({ message: "", files: [], links: [], at })),
    dispute: dispute && { ...dispute, statements: [] },
  };
}

/** The same with every explanation empty, wherever it stands. */
function unexplained<Part>(part: Part): Part;
function unexplained(part: unknown): unknown {
  if (Array.isArray(part)) return part.map((item) => unexplained(item));
  if (typeof part !== "object" || part === null) return part;
  return Object.fromEntries(
    Object.entries(part).map(([name, value]) => [
      name,
      name === "explanation" && typeof value === "string" ? "" : unexplained(value),
    ]),
  );
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
