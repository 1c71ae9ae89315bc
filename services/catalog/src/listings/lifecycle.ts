import { isDeepStrictEqual } from "node:util";
import { ListingDeleted, ListingPaused, ListingPublished, ListingUpdated } from "@vc/contracts";
import type { Listing, ListingState, ListingTerms } from "./listing.ts";

/** What a seller does with a listing. */
export type ListingCommand =
  | { readonly kind: "edit"; readonly terms: ListingTerms }
  | { readonly kind: "publish"; readonly seller: SellerStatus }
  | { readonly kind: "pause" }
  | { readonly kind: "delete" }
  | { readonly kind: "erase" };

/** R5: what publishing asks of the seller. */
export interface SellerStatus {
  readonly emailVerified: boolean;
  readonly canReceiveMoney: boolean;
}

type ListingEvent =
  | typeof ListingPublished
  | typeof ListingUpdated
  | typeof ListingPaused
  | typeof ListingDeleted;

interface Move {
  readonly from: readonly ListingState[];
  /** `same`: the state stays. */
  readonly to: ListingState | "same";
  /** Where the command has nothing left to do: a repeat is no error. */
  readonly alreadyIn: readonly ListingState[];
  readonly event: ListingEvent;
  /** Whether the event is published also for a listing that was never published. */
  readonly isFirstNews: boolean;
}

/** The life of a listing: the only place that knows which move leads where. `deleted` is final. */
export const listingMoves = {
  edit: {
    from: ["draft", "published", "paused"],
    to: "same",
    alreadyIn: [],
    event: ListingUpdated,
    isFirstNews: false,
  },
  publish: {
    from: ["draft", "paused"],
    to: "published",
    alreadyIn: ["published"],
    event: ListingPublished,
    isFirstNews: true,
  },
  pause: {
    from: ["published"],
    to: "paused",
    alreadyIn: ["paused"],
    event: ListingPaused,
    isFirstNews: false,
  },
  delete: {
    from: ["draft", "published", "paused"],
    to: "deleted",
    alreadyIn: [],
    event: ListingDeleted,
    isFirstNews: false,
  },
  // R42: with its seller's account. One that was deleted before is told of again, without its words this time.
  erase: {
    from: ["draft", "published", "paused", "deleted"],
    to: "deleted",
    alreadyIn: [],
    event: ListingDeleted,
    isFirstNews: false,
  },
} satisfies Record<ListingCommand["kind"], Move>;

export type ListingRefusal = "action_not_allowed" | "email_not_verified" | "payout_account_missing";

export type ListingDecision =
  | { readonly kind: "moved"; readonly listing: Listing; readonly event: ListingEvent | null }
  | { readonly kind: "already" }
  | { readonly kind: "refused"; readonly reason: ListingRefusal };

/** What becomes of a listing by a command. Pure: who may command is asked before. */
export function decide(listing: Listing, command: ListingCommand, now: Date): ListingDecision {
  const move: Move = listingMoves[command.kind];
  if (move.alreadyIn.includes(listing.state)) return { kind: "already" };
  if (!move.from.includes(listing.state)) return { kind: "refused", reason: "action_not_allowed" };
  if (command.kind === "publish") {
    if (!command.seller.emailVerified) return { kind: "refused", reason: "email_not_verified" };
    if (!command.seller.canReceiveMoney) return { kind: "refused", reason: "payout_account_missing" };
  }
  if (command.kind === "edit" && isSameTerms(listing, command.terms)) return { kind: "already" };

  const isNews = move.isFirstNews || listing.sequence > 0;
  return {
    kind: "moved",
    listing: {
      ...listing,
      ...(command.kind === "edit" ? command.terms : {}),
      ...(command.kind === "erase" ? withoutWords(listing) : {}),
      state: move.to === "same" ? listing.state : move.to,
      updatedAt: now,
      version: listing.version + 1,
      sequence: listing.sequence + (isNews ? 1 : 0),
    },
    event: isNews ? move.event : null,
  };
}

/** An edit that changes nothing publishes nothing, and leaves the ETag that other editors hold good. */
function isSameTerms(listing: Listing, terms: ListingTerms): boolean {
  return isDeepStrictEqual({ ...listing, ...terms }, { ...listing });
}

function withoutWords({ extras }: Listing): Partial<ListingTerms> {
  const nameless = extras.map((extra) => ({ ...extra, title: "" }));
  return { title: "", description: "", briefInstructions: "", tags: [], extras: nameless };
}

/** A new draft of a seller. It is private until it is published. */
export function draft(of: { id: string; sellerId: string; terms: ListingTerms; now: Date }): Listing {
  return {
    id: of.id,
    sellerId: of.sellerId,
    ...of.terms,
    state: "draft",
    createdAt: of.now,
    updatedAt: of.now,
    version: 1,
    sequence: 0,
  };
}
