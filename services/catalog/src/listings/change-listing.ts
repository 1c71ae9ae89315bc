import type { Bus, Transaction } from "@vc/bus";
import type { CreateListingRequest, UpdateListingRequest } from "@vc/contracts";
import type { Clock } from "@vc/http";
import { type Erased, type ErasureBatch, eventually, newId } from "@vc/service";
import type { SellerStore } from "../sellers/store.ts";
import {
  decide,
  draft,
  type ListingCommand,
  type ListingDecision,
  type ListingRefusal,
} from "./lifecycle.ts";
import type { Listing } from "./listing.ts";
import { snapshotOf } from "./snapshot.ts";
import type { ListingStore } from "./store.ts";
import { rewriteTerms, type TermsProblem, writeTerms } from "./terms.ts";

/** What became of a seller's command. */
export type ListingOutcome =
  | { readonly kind: "done"; readonly listing: Listing }
  | { readonly kind: "invalid"; readonly problems: readonly TermsProblem[] }
  | { readonly kind: "refused"; readonly reason: ListingRefusal | "not_found" | "precondition_failed" };

/** How a command comes from what is stored now: an edit depends on the terms that it changes. */
type Intent = (
  listing: Listing,
  tx: Transaction,
) => Promise<ListingCommand | Exclude<ListingOutcome, { kind: "done" }>>;

type Moved = Extract<ListingDecision, { kind: "moved" }>;

const newExtraId = () => newId("extra");

/** All writes of listings: load, decide, commit state and event together. */
export function createListingWriter(deps: {
  bus: Bus;
  clock: Clock;
  listings: ListingStore;
  sellers: SellerStore;
}) {
  const { bus, clock, listings, sellers } = deps;

  async function createListing(sellerId: string, request: CreateListingRequest): Promise<ListingOutcome> {
    const written = writeTerms(request, newExtraId);
    if (written.kind === "invalid") return written;
    const listing = draft({ id: newId("listing"), sellerId, terms: written.terms, now: clock.now() });
    await bus.transaction(async (tx) => {
      await listings.insert(listing, await sellers.figuresForNewListing(sellerId, tx.session), tx.session);
    });
    return { kind: "done", listing };
  }

  /** Changes a seller's own listing: load, decide, commit. */
  function change(sellerId: string, listingId: string, intend: Intent): Promise<ListingOutcome> {
    return bus.transaction(async (tx): Promise<ListingOutcome> => {
      const listing = await listings.find(listingId, tx.session);
      if (listing?.sellerId !== sellerId) return { kind: "refused", reason: "not_found" };
      const command = await intend(listing, tx);
      if (command.kind === "invalid" || command.kind === "refused") return command;
      const decision = decide(listing, command, clock.now());
      if (decision.kind === "refused") return decision;
      if (decision.kind === "already") return { kind: "done", listing };
      await write(tx, listing, decision);
      return { kind: "done", listing: decision.listing };
    });
  }

  async function write(tx: Transaction, before: Listing, { listing, event }: Moved): Promise<void> {
    await listings.update(before, listing, tx.session);
    if (event !== null) {
      tx.publish(event, { aggregateId: listing.id, sequence: listing.sequence, data: snapshotOf(listing) });
    }
  }

  return {
    createListing,

    /** R42: deletes a batch of a closed account's listings, with their words. */
    async eraseListings({ accountId, tx, limit }: ErasureBatch): Promise<Erased> {
      const batch = await listings.unerasedOf(accountId, limit, tx.session);
      for (const listing of batch) {
        const decision = decide(listing, { kind: "erase" }, clock.now());
        if (decision.kind === "moved") await write(tx, listing, decision);
      }
      return batch.length < limit ? "all" : "some";
    },

    /** @param accepts whether the version that is stored is one that the editor knows (`If-Match`) */
    editListing(
      sellerId: string,
      listingId: string,
      request: UpdateListingRequest,
      accepts: (version: number) => boolean,
    ): Promise<ListingOutcome> {
      return change(sellerId, listingId, async (listing) => {
        if (!accepts(listing.version)) return { kind: "refused", reason: "precondition_failed" };
        const written = rewriteTerms(listing, request, newExtraId);
        return written.kind === "invalid" ? written : { kind: "edit", terms: written.terms };
      });
    },

    /** R5. What other services know of the seller may be on its way still, so a refusal for that waits up to 2 s. */
    async publishListing(sellerId: string, listingId: string): Promise<ListingOutcome> {
      let outcome: ListingOutcome | undefined;
      await eventually(async () => {
        outcome = await change(sellerId, listingId, async (_listing, tx) => ({
          kind: "publish",
          seller: await sellers.statusOf(sellerId, tx.session),
        }));
        return isAboutSeller(outcome) ? null : outcome;
      });
      if (outcome === undefined) throw new Error(`publishing ${listingId} was never tried`);
      return outcome;
    },

    pauseListing(sellerId: string, listingId: string): Promise<ListingOutcome> {
      return change(sellerId, listingId, async () => ({ kind: "pause" }));
    },

    deleteListing(sellerId: string, listingId: string): Promise<ListingOutcome> {
      return change(sellerId, listingId, async () => ({ kind: "delete" }));
    },
  };
}

export type ListingWriter = ReturnType<typeof createListingWriter>;

function isAboutSeller(outcome: ListingOutcome): boolean {
  return (
    outcome.kind === "refused" &&
    (outcome.reason === "email_not_verified" || outcome.reason === "payout_account_missing")
  );
}
