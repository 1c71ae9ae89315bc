import { ListingDeleted, ListingPaused, ListingPublished, ListingUpdated } from "@vc/contracts";
import { describe, expect, it } from "vitest";
import { aListing, someTerms } from "../../test/builders.ts";
import { decide, type ListingCommand, listingMoves } from "./lifecycle.ts";
import type { ListingState } from "./listing.ts";

const now = new Date("2026-02-01T12:00:00Z");
const goodSeller = { emailVerified: true, canReceiveMoney: true };
const commands: Record<ListingCommand["kind"], ListingCommand> = {
  edit: { kind: "edit", terms: someTerms({ title: "Un autre titre" }) },
  publish: { kind: "publish", seller: goodSeller },
  pause: { kind: "pause" },
  delete: { kind: "delete" },
  erase: { kind: "erase" },
};

/** What every command makes of every state: the whole table, written out once more by hand. */
const expected: Record<ListingState, Record<ListingCommand["kind"], ListingState | "already" | "refused">> = {
  draft: { edit: "draft", publish: "published", pause: "refused", delete: "deleted", erase: "deleted" },
  published: { edit: "published", publish: "already", pause: "paused", delete: "deleted", erase: "deleted" },
  paused: { edit: "paused", publish: "published", pause: "already", delete: "deleted", erase: "deleted" },
  deleted: { edit: "refused", publish: "refused", pause: "refused", delete: "refused", erase: "deleted" },
};

describe("R5: the life of a listing", () => {
  for (const state of ["draft", "published", "paused", "deleted"] as const) {
    for (const kind of ["edit", "publish", "pause", "delete", "erase"] as const) {
      it(`R5: ${state} + ${kind} → ${expected[state][kind]}`, () => {
        const decision = decide(aListing({ state }), commands[kind], now);
        expect(decision.kind === "moved" ? decision.listing.state : decision.kind).toBe(
          expected[state][kind],
        );
      });
    }
  }

  it("R5: an unverified seller, or one who cannot receive money, publishes nothing", () => {
    const publish = (seller: typeof goodSeller) => decide(aListing(), { kind: "publish", seller }, now);
    expect(publish({ ...goodSeller, emailVerified: false })).toEqual({
      kind: "refused",
      reason: "email_not_verified",
    });
    expect(publish({ ...goodSeller, canReceiveMoney: false })).toEqual({
      kind: "refused",
      reason: "payout_account_missing",
    });
  });

  it("R5: a seller who lost their payout account can still pause and delete", () => {
    const published = aListing({ state: "published", sequence: 1 });
    expect(decide(published, commands.pause, now).kind).toBe("moved");
    expect(decide(published, commands.delete, now).kind).toBe("moved");
  });
});

it("R42: an erased listing has no words left, and its buyers' projections are told so, also of a deleted one", () => {
  for (const state of ["published", "deleted"] as const) {
    const decision = decide(aListing({ state, sequence: 3 }), commands.erase, now);
    if (decision.kind !== "moved") throw new Error(`it was ${decision.kind}`);
    expect(decision).toMatchObject({ event: ListingDeleted, listing: { sequence: 4, state: "deleted" } });
    const { title, description, briefInstructions, tags, extras } = decision.listing;
    expect(
      [title, description, briefInstructions, ...tags, ...extras.map((extra) => extra.title)].join(""),
    ).toBe("");
  }
});

describe("what others are told", () => {
  it("of a draft nothing, until it is published", () => {
    for (const kind of ["edit", "delete"] as const) {
      expect(decide(aListing(), commands[kind], now)).toMatchObject({
        event: null,
        listing: { version: 2, sequence: 0 },
      });
    }
    expect(decide(aListing({ version: 7 }), commands.publish, now)).toMatchObject({
      event: ListingPublished,
      listing: { version: 8, sequence: 1, updatedAt: now },
    });
  });

  it("of a listing that was published once, every change", () => {
    const paused = aListing({ state: "paused", sequence: 2 });
    expect(decide(paused, commands.edit, now)).toMatchObject({
      event: ListingUpdated,
      listing: { sequence: 3 },
    });
    expect(decide(paused, commands.delete, now)).toMatchObject({
      event: ListingDeleted,
      listing: { sequence: 3 },
    });
    const published = aListing({ state: "published", sequence: 1 });
    expect(decide(published, commands.pause, now)).toMatchObject({
      event: ListingPaused,
      listing: { sequence: 2 },
    });
  });

  it("an edit that changes nothing is none", () => {
    const listing = aListing({ state: "published", sequence: 1 });
    const terms = {
      ...aListing(),
      tags: [...listing.tags],
      extras: listing.extras.map((extra) => ({ ...extra })),
    };
    const { title, description, category, tags, basePriceCents, deliveryDays } = terms;
    const { briefInstructions, extras, revisionLimit } = terms;
    const same = {
      title,
      description,
      category,
      tags,
      basePriceCents,
      deliveryDays,
      briefInstructions,
      extras,
      revisionLimit,
    };
    expect(decide(listing, { kind: "edit", terms: same }, now)).toEqual({ kind: "already" });
  });
});

it("every move leads from a state in which it is no repeat", () => {
  for (const move of Object.values(listingMoves)) {
    expect(move.from.filter((state) => (move.alreadyIn as readonly string[]).includes(state))).toEqual([]);
  }
});
