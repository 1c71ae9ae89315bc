import type { Bus, Transaction } from "@vc/bus";
import type { CreateListingRequest, UpdateListingRequest } from "@vc/contracts";
import type { Clock } from "@vc/http";
import { type Erased, type ErasureBatch, eventually, newId } from "@vc/service";
import type { SellerStore } from "../sellers/store.ts";
import { decide, draft, type ListingCommand, type ListingRefusal } from "./lifecycle.ts";
import type { Listing } from "./listing.ts";
import { snapshotOf } from "./snapshot.ts";
import type { ListingStore } from "./store.ts";
import { rewriteTerms, type TermsProblem, writeTerms } from "./terms.ts";

/** What writes of listings work with. */
export interface ListingWrites {
  readonly bus: Bus;
  readonly clock: Clock;
  readonly listings: ListingStore;
  readonly sellers: SellerStore;
}

/** What became of a seller's command. */
export type ListingOutcome =
  | { readonly kind: "done"; readonly listing: Listing }
  | { readonly kind: "invalid"; readonly problems: readonly TermsProblem[] }
  | { readonly kind: "refused"; readonly reason: ListingRefusal | "not_found" | "precondition_failed" };

/** The listing that a seller wants to change. */
export interface ListingTarget {
  readonly sellerId: string;
  readonly listingId: string;
  /** Whether the version that is stored is one that the seller knows (`If-Match`). */
  readonly accepts: (version: number) => boolean;
}

/** How a command comes from what is stored now: an edit depends on the terms that it changes. */
type Intent = (
  listing: Listing,
  tx: Transaction,
) => Promise<ListingCommand | Exclude<ListingOutcome, { kind: "done" }>>;

const newExtraId = () => newId("extra");

/** R4: a new draft. `invalid` names every field that breaks a limit. */
export async function createListing(
  { bus, clock, listings, sellers }: ListingWrites,
  sellerId: string,
  request: CreateListingRequest,
): Promise<ListingOutcome> {
  const written = writeTerms(request, newExtraId);
  if (written.kind === "invalid") return written;
  const listing = draft({ id: newId("listing"), sellerId, terms: written.terms, now: clock.now() });
  await bus.transaction(async (tx) => {
    await listings.insert(listing, await sellers.figuresForNewListing(sellerId, tx.session), tx.session);
  });
  return { kind: "done", listing };
}

/** R4. `invalid` names every field that breaks a limit. */
export function editListing(
  writes: ListingWrites,
  target: ListingTarget,
  request: UpdateListingRequest,
): Promise<ListingOutcome> {
  return applyToOwnListing(writes, target, async (listing) => {
    const written = rewriteTerms(listing, request, newExtraId);
    return written.kind === "invalid" ? written : { kind: "edit", terms: written.terms };
  });
}

/** R5. What other services know of the seller may be on its way still, so a refusal for that waits up to 2 s. */
export async function publishListing(writes: ListingWrites, target: ListingTarget): Promise<ListingOutcome> {
  let outcome: ListingOutcome | undefined;
  await eventually(async () => {
    outcome = await applyToOwnListing(writes, target, async (_listing, tx) => ({
      kind: "publish",
      seller: await writes.sellers.statusOf(target.sellerId, tx.session),
    }));
    return isAboutSeller(outcome) ? null : outcome;
  });
  if (outcome === undefined) throw new Error(`publishing ${target.listingId} was never tried`);
  return outcome;
}

/** R5. */
export function pauseListing(writes: ListingWrites, target: ListingTarget): Promise<ListingOutcome> {
  return applyToOwnListing(writes, target, async () => ({ kind: "pause" }));
}

/** R5. */
export function deleteListing(writes: ListingWrites, target: ListingTarget): Promise<ListingOutcome> {
  return applyToOwnListing(writes, target, async () => ({ kind: "delete" }));
}

/** R42: deletes a batch of a closed account's listings, with their words. */
export async function eraseListings(
  writes: Pick<ListingWrites, "clock" | "listings">,
  { accountId, tx, limit }: ErasureBatch,
): Promise<Erased> {
  const batch = await writes.listings.unerasedOf(accountId, limit, tx.session);
  for (const listing of batch) await applyToListing(writes, tx, listing, { kind: "erase" });
  return batch.length < limit ? "all" : "some";
}

/** Carries out a command on a seller's own listing, in a transaction of its own. A repeat is a success. */
function applyToOwnListing(
  writes: ListingWrites,
  { sellerId, listingId, accepts }: ListingTarget,
  intend: Intent,
): Promise<ListingOutcome> {
  return writes.bus.transaction(async (tx): Promise<ListingOutcome> => {
    const listing = await writes.listings.find(listingId, tx.session);
    if (listing?.sellerId !== sellerId) return { kind: "refused", reason: "not_found" };
    if (!accepts(listing.version)) return { kind: "refused", reason: "precondition_failed" };
    const command = await intend(listing, tx);
    return command.kind === "invalid" || command.kind === "refused"
      ? command
      : applyToListing(writes, tx, listing, command);
  });
}

/** Decides and commits, with the events. */
async function applyToListing(
  { clock, listings }: Pick<ListingWrites, "clock" | "listings">,
  tx: Transaction,
  before: Listing,
  command: ListingCommand,
): Promise<Extract<ListingOutcome, { kind: "done" | "refused" }>> {
  const decision = decide(before, command, clock.now());
  switch (decision.kind) {
    case "refused":
      return decision;
    case "already":
      return { kind: "done", listing: before };
    case "moved": {
      const { after, events } = decision.change;
      await listings.update(before, after, tx.session);
      for (const event of events) {
        tx.publish(event, { aggregateId: after.id, sequence: after.sequence, data: snapshotOf(after) });
      }
      return { kind: "done", listing: after };
    }
    default:
      throw new Error(decision.reason);
  }
}

function isAboutSeller(outcome: ListingOutcome): boolean {
  return (
    outcome.kind === "refused" &&
    (outcome.reason === "email_not_verified" || outcome.reason === "payout_account_missing")
  );
}
