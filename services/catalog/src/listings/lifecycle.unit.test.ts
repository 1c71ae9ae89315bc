import { ListingDeleted, ListingPaused, ListingPublished, ListingUpdated } from "@vc/contracts";
import { everyInput, tryEverything } from "@vc/lifecycle/testing";
import { describe, expect, it } from "vitest";
import { aListing, someTerms } from "../../test/builders.ts";
import { decide, type ListingCommand, lifecycle } from "./lifecycle.ts";
import { LISTING_STATES, type Listing } from "./listing.ts";

const now = new Date("2026-02-01T12:00:00Z");
const goodSeller = { emailVerified: true, canReceiveMoney: true };

const commands = everyInput<ListingCommand>()({
  edit: { kind: "edit", terms: someTerms({ title: "Un autre titre" }) },
  "edit nothing": { kind: "edit", terms: someTerms() },
  publish: { kind: "publish", seller: goodSeller },
  "publish unverified": { kind: "publish", seller: { ...goodSeller, emailVerified: false } },
  "publish without payouts": { kind: "publish", seller: { ...goodSeller, canReceiveMoney: false } },
  pause: { kind: "pause" },
  delete: { kind: "delete" },
  erase: { kind: "erase" },
});

/** By hand: the state that follows with the event that is published, or what is answered instead. */
const reviewed = {
  draft: {
    edit: "draft",
    "edit nothing": "already",
    publish: "published, published",
    "publish unverified": "email_not_verified",
    "publish without payouts": "payout_account_missing",
    pause: "action_not_allowed",
    delete: "deleted",
    erase: "deleted",
  },
  published: {
    edit: "published, updated",
    "edit nothing": "already",
    publish: "already",
    "publish unverified": "already",
    "publish without payouts": "already",
    pause: "paused, paused",
    delete: "deleted, deleted",
    erase: "deleted, deleted",
  },
  paused: {
    edit: "paused, updated",
    "edit nothing": "already",
    publish: "published, published",
    "publish unverified": "email_not_verified",
    "publish without payouts": "payout_account_missing",
    pause: "already",
    delete: "deleted, deleted",
    erase: "deleted, deleted",
  },
  deleted: {
    edit: "action_not_allowed",
    "edit nothing": "action_not_allowed",
    publish: "action_not_allowed",
    "publish unverified": "action_not_allowed",
    "publish without payouts": "action_not_allowed",
    pause: "action_not_allowed",
    delete: "action_not_allowed",
    erase: "deleted, deleted",
  },
};

const eventNames = new Map<object, string>([
  [ListingPublished, "published"],
  [ListingUpdated, "updated"],
  [ListingPaused, "paused"],
  [ListingDeleted, "deleted"],
]);

function inWords(decision: ReturnType<typeof decide>): string {
  if (decision.kind === "refused") return decision.reason;
  if (decision.kind !== "moved") return decision.kind;
  const { after, events } = decision.change;
  return [after.state, ...events.map((event) => eventNames.get(event))].join(", ");
}

function changeBy(listing: Listing, command: ListingCommand) {
  const decision = decide(listing, command, now);
  if (decision.kind !== "moved") throw new Error(`it was ${decision.kind}`);
  return decision.change;
}

describe("the life of a listing", () => {
  it("R4, R5, R42: takes every command exactly as reviewed", () => {
    const { matrix, untaken } = tryEverything({
      lifecycle,
      situations: Object.fromEntries(
        LISTING_STATES.map((state) => [state, aListing({ state, sequence: state === "draft" ? 0 : 3 })]),
      ),
      inputs: commands,
      decide: (listing, command) => decide(listing, command, now),
      describe: inWords,
    });
    expect(matrix).toEqual(reviewed);
    expect(untaken).toEqual([]);
  });

  it("R42: an erased listing has no words left", () => {
    for (const state of ["published", "deleted"] as const) {
      const { after } = changeBy(aListing({ state, sequence: 3 }), commands.erase);
      const { title, description, briefInstructions, tags, extras } = after;
      expect(
        [title, description, briefInstructions, ...tags, ...extras.map((extra) => extra.title)].join(""),
      ).toBe("");
      expect(extras).toHaveLength(1);
    }
  });

  it("R4: an edit writes the terms, and only those", () => {
    const before = aListing({ state: "published", sequence: 1, version: 4 });
    const { after } = changeBy(before, commands.edit);
    expect(after).toEqual({ ...before, title: "Un autre titre", updatedAt: now, version: 5, sequence: 2 });
  });

  it("counts every change in the version, and only what is published in the sequence", () => {
    expect(changeBy(aListing(), commands.edit).after).toMatchObject({ version: 2, sequence: 0 });
    expect(changeBy(aListing(), commands.delete).after).toMatchObject({ version: 2, sequence: 0 });
    expect(changeBy(aListing({ version: 7 }), commands.publish).after).toMatchObject({
      version: 8,
      sequence: 1,
      updatedAt: now,
    });
    const paused = aListing({ state: "paused", sequence: 2 });
    expect(changeBy(paused, commands.delete).after).toMatchObject({ version: 2, sequence: 3 });
  });
});
