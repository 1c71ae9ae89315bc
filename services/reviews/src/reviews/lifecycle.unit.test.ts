import { ReviewRemoved, ReviewReplied } from "@vc/contracts";
import { everyInput, tryEverything } from "@vc/lifecycle/testing";
import { describe, expect, it } from "vitest";
import { aReview } from "../../test/builders.ts";
import { decideReview, lifecycle, type ReviewCommand } from "./lifecycle.ts";
import { reviewPolicy } from "./policy.ts";

const policy = reviewPolicy(1);
const now = new Date("2026-02-01T00:00:00Z");
const hours = (count: number) => count * 60 * 60 * 1000;

const commands = everyInput<ReviewCommand>()({
  publish: { kind: "publish" },
  discard: { kind: "discard" },
  reply: { kind: "reply", text: "Merci." },
  "reply otherwise": { kind: "reply", text: "Merci bien." },
  remove: { kind: "remove", ground: "unlawful", note: "Insults.", moderatorId: "account_m" },
});

const repliedAt = (at: Date) => aReview({ reply: { text: "Merci.", at } });

const situations = {
  held: aReview({ state: "held" }),
  published: aReview(),
  "replied to just now": repliedAt(new Date(now.getTime() - hours(48) + 1)),
  "replied to long ago": repliedAt(new Date(now.getTime() - hours(48))),
  discarded: aReview({ state: "discarded" }),
  removed: aReview({ state: "removed" }),
};

/** By hand: the state that follows with the event that is published, or what is answered instead. */
const reviewed: Record<keyof typeof situations, Record<keyof typeof commands, string>> = {
  held: {
    publish: "published",
    discard: "discarded",
    reply: "action_not_allowed",
    "reply otherwise": "action_not_allowed",
    remove: "removed, removed",
  },
  published: {
    publish: "already",
    discard: "action_not_allowed",
    reply: "published, replied",
    "reply otherwise": "published, replied",
    remove: "removed, removed",
  },
  "replied to just now": {
    publish: "already",
    discard: "action_not_allowed",
    reply: "already",
    "reply otherwise": "published",
    remove: "removed, removed",
  },
  "replied to long ago": {
    publish: "already",
    discard: "action_not_allowed",
    reply: "already",
    "reply otherwise": "deadline_passed",
    remove: "removed, removed",
  },
  discarded: {
    publish: "action_not_allowed",
    discard: "already",
    reply: "action_not_allowed",
    "reply otherwise": "action_not_allowed",
    remove: "action_not_allowed",
  },
  removed: {
    publish: "already",
    discard: "already",
    reply: "action_not_allowed",
    "reply otherwise": "action_not_allowed",
    remove: "already",
  },
};

const eventNames = new Map<object, string>([
  [ReviewReplied, "replied"],
  [ReviewRemoved, "removed"],
]);

function inWords(decision: ReturnType<typeof decideReview>): string {
  if (decision.kind === "refused") return decision.reason;
  if (decision.kind !== "moved") return decision.kind;
  const { after, events } = decision.change;
  return [after.state, ...events.map(({ type }) => eventNames.get(type))].join(", ");
}

describe("the life of a review", () => {
  it("R32, R33, R34: takes every command exactly as reviewed", () => {
    const { matrix, untaken } = tryEverything({
      lifecycle,
      situations,
      inputs: commands,
      decide: (review, command) => decideReview(review, command, now, policy),
      describe: inWords,
    });
    expect(matrix).toEqual(reviewed);
    expect(untaken).toEqual([]);
  });

  it("R33: an edit of a reply leaves its 48 hours as they were", () => {
    const { reply } = situations["replied to just now"];
    expect(
      decideReview(situations["replied to just now"], commands["reply otherwise"], now, policy),
    ).toMatchObject({ change: { after: { reply: { text: "Merci bien.", at: reply?.at } } } });
  });

  it("R34: ground, note, moderator and time of a removal are kept, and the text with them", () => {
    expect(decideReview(aReview(), commands.remove, now, policy)).toMatchObject({
      change: {
        after: {
          text: "Travail soigné.",
          removal: { ground: "unlawful", note: "Insults.", moderatorId: "account_m", at: now },
        },
      },
    });
  });
});
