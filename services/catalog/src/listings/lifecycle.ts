import { isDeepStrictEqual } from "node:util";
import {
  type EventDefinition,
  ListingDeleted,
  ListingPaused,
  ListingPublished,
  ListingUpdated,
} from "@vc/contracts";
import {
  already,
  type Context,
  decide as decideByTable,
  type Lifecycle,
  type Machine,
  type MachineTypes,
  type RowOf,
  writes as writesOf,
} from "@vc/lifecycle";
import type { SellerStatus } from "../sellers/seller.ts";
import { LISTING_STATES, type Listing, type ListingState, type ListingTerms } from "./listing.ts";

/** What a seller does with a listing; `erase`: what the end of the seller's account does (R42). */
export type ListingCommand =
  | { readonly kind: "edit"; readonly terms: ListingTerms }
  | { readonly kind: "publish"; readonly seller: SellerStatus }
  | { readonly kind: "pause" }
  | { readonly kind: "delete" }
  | { readonly kind: "erase" };

type CommandOf<Kind extends ListingCommand["kind"]> = Extract<ListingCommand, { kind: Kind }>;

export type ListingRefusal = "action_not_allowed" | "email_not_verified" | "payout_account_missing";

/** The events that are published with a change; each carries the listing as it is after the change. */
interface Written {
  readonly events: readonly (typeof events)[keyof typeof events][];
}

const events = {
  published: ListingPublished,
  updated: ListingUpdated,
  paused: ListingPaused,
  deleted: ListingDeleted,
} satisfies Record<string, EventDefinition>;

const writes = writesOf<Listing, Written>;

const asks = {
  email_is_verified: {
    test: (_listing: Listing, { seller }: CommandOf<"publish">) => seller.emailVerified,
    refusal: { reason: "email_not_verified" },
  },
  seller_can_receive_money: {
    test: (_listing: Listing, { seller }: CommandOf<"publish">) => seller.canReceiveMoney,
    refusal: { reason: "payout_account_missing" },
  },
} as const;

const effects = {
  /** An edit that changes nothing publishes nothing, and the ETag that other editors hold stays good. */
  rewrite: (listing: Listing, { terms }: CommandOf<"edit">) =>
    isDeepStrictEqual({ ...listing, ...terms }, { ...listing }) ? already() : writes(terms),

  remove_words: ({ extras }: Listing) =>
    writes({
      title: "",
      description: "",
      briefInstructions: "",
      tags: [],
      extras: extras.map((extra) => ({ ...extra, title: "" })),
    }),
};

type Move = RowOf<ListingState, ListingCommand, { asks: typeof asks; effects: typeof effects }> & {
  readonly event: keyof typeof events;
};

/** The life of a listing. An erased one that was deleted before is published again, without its words this time. */
// biome-ignore format: a table is read by its columns
const moves: readonly Move[] = [
  { on: "edit",    from: ["draft", "published", "paused"],            to: "same",      effect: "rewrite",      event: "updated",   rules: "R4" },
  { on: "publish", from: ["draft", "paused"],                         to: "published", asks: ["email_is_verified", "seller_can_receive_money"], event: "published", rules: "R5" },
  { on: "pause",   from: ["published"],                               to: "paused",                            event: "paused",    rules: "R5" },
  { on: "delete",  from: ["draft", "published", "paused"],            to: "deleted",                           event: "deleted",   rules: "R5" },
  { on: "erase",   from: ["draft", "published", "paused", "deleted"], to: "deleted",   effect: "remove_words", event: "deleted",   rules: "R42" },
];

export const lifecycle = {
  name: "listing",
  states: LISTING_STATES,
  initial: "draft",
  rows: moves,
  repeats: { publish: ["published"], pause: ["paused"] },
} satisfies Lifecycle<Move>;

interface ListingMachine extends MachineTypes {
  readonly subject: Listing;
  readonly input: ListingCommand;
  readonly context: Context;
  readonly written: Written;
  readonly row: Move;
  readonly refusal: { readonly reason: ListingRefusal };
}

const machine: Machine<ListingMachine> = {
  ...lifecycle,
  asks,
  effects,
  nothing: { events: [] },
  label: ({ id }) => `listing ${id}`,
  otherwise: () => ({ kind: "refused", reason: "action_not_allowed" }),
  record: ({ event }, { before, after }, _command, { now }) => {
    // A draft is its seller's alone: the first event of a listing is its publication.
    const isPublic = after.state === "published" || before.sequence > 0;
    return {
      fields: {
        updatedAt: now,
        version: before.version + 1,
        sequence: before.sequence + (isPublic ? 1 : 0),
      },
      written: isPublic ? { events: [events[event]] } : {},
    };
  },
};

/** Decides what a command makes of a listing. Pure; who may give the command is asked before. */
export function decide(listing: Listing, command: ListingCommand, now: Date) {
  return decideByTable(machine, listing, command, { now });
}

/** A new draft of a seller. It is private until it is published. */
export function draft(of: { id: string; sellerId: string; terms: ListingTerms; now: Date }): Listing {
  return {
    id: of.id,
    sellerId: of.sellerId,
    ...of.terms,
    state: lifecycle.initial,
    createdAt: of.now,
    updatedAt: of.now,
    version: 1,
    sequence: 0,
  };
}
