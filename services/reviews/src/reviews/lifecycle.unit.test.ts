import { describe, expect, it } from "vitest";
import { anEndedOrder, anOrder, aReview } from "../../test/builders.ts";
import { decideReview, decideSubmission, type ReviewCommand } from "./lifecycle.ts";
import { reviewPolicy } from "./policy.ts";
import type { ReviewState } from "./review.ts";

const policy = reviewPolicy(1);
const now = new Date("2026-02-01T00:00:00Z");
const hours = (count: number) => count * 60 * 60 * 1000;

describe("R32: who reviews what", () => {
  const completedAt = new Date("2026-01-31T12:00:00Z");
  const completed = anEndedOrder({ kind: "completed", at: completedAt, wasLate: false });

  it("R32: a delivered order; its review is held until the order is completed", () => {
    const order = anOrder();
    expect(decideSubmission(order, order.buyerId, now, policy)).toMatchObject({
      kind: "accepted",
      state: "held",
    });
  });

  it("R32: a completed order, until 6 months after its completion", () => {
    const submitAt = (time: string) => decideSubmission(completed, completed.buyerId, new Date(time), policy);
    expect(submitAt("2026-02-01T00:00:00.000Z")).toMatchObject({ kind: "accepted", state: "published" });
    expect(submitAt("2026-07-31T11:59:59.999Z")).toMatchObject({ kind: "accepted" });
    expect(submitAt("2026-07-31T12:00:00.000Z")).toMatchObject({
      reason: "not_reviewable",
      mayChange: false,
    });
  });

  it("R32: the time scale divides the 6 months", () => {
    const scaled = reviewPolicy(3_600);
    const days = 181;
    expect(scaled.reviewableUntil(completedAt).getTime() - completedAt.getTime()).toBe(
      hours(days * 24) / 3_600,
    );
  });

  it("R32: only its buyer; for others, the seller included, the order is not there", () => {
    for (const stranger of [completed.sellerId, "account_x"]) {
      expect(decideSubmission(completed, stranger, now, policy)).toMatchObject({
        reason: "not_found",
        mayChange: false,
      });
    }
  });

  it("R32: once", () => {
    const reviewed = { ...completed, reviewId: "review_1" };
    expect(decideSubmission(reviewed, completed.buyerId, now, policy)).toMatchObject({
      reason: "already_reviewed",
    });
  });

  it.each([
    { kind: "cancelled", at: now, by: "seller", isJustified: false } as const,
    { kind: "refused", at: now } as const,
    { kind: "expired", at: now, countsAgainstSeller: true } as const,
  ])("R32: an order that was $kind has no review", (ending) => {
    const order = anEndedOrder(ending);
    expect(decideSubmission(order, order.buyerId, now, policy)).toMatchObject({
      reason: "not_reviewable",
      mayChange: false,
    });
  });

  it("R32: of an order that is under way, or unknown, the news may still come", () => {
    const order = anOrder({ state: "in_progress", delivery: null });
    expect(decideSubmission(order, order.buyerId, now, policy)).toMatchObject({
      reason: "not_reviewable",
      mayChange: true,
    });
    expect(decideSubmission(null, order.buyerId, now, policy)).toMatchObject({
      reason: "not_found",
      mayChange: true,
    });
  });
});

const commands: Record<ReviewCommand["kind"], ReviewCommand> = {
  publish: { kind: "publish" },
  discard: { kind: "discard" },
  reply: { kind: "reply", text: "Merci." },
  remove: { kind: "remove", ground: "unlawful", note: "Insults.", moderatorId: "account_m" },
};

/** What every command makes of every state: the whole table, written out once more by hand. */
const expected: Record<ReviewState, Record<ReviewCommand["kind"], ReviewState | "already" | "refused">> = {
  held: { publish: "published", discard: "discarded", reply: "refused", remove: "removed" },
  published: { publish: "already", discard: "refused", reply: "published", remove: "removed" },
  discarded: { publish: "refused", discard: "already", reply: "refused", remove: "refused" },
  removed: { publish: "already", discard: "already", reply: "refused", remove: "already" },
};

describe("the life of a review", () => {
  for (const state of ["held", "published", "discarded", "removed"] as const) {
    for (const kind of ["publish", "discard", "reply", "remove"] as const) {
      it(`${state} + ${kind} → ${expected[state][kind]}`, () => {
        const decision = decideReview(aReview({ state }), commands[kind], now, policy);
        expect(decision.kind === "moved" ? decision.review.state : decision.kind).toBe(expected[state][kind]);
      });
    }
  }

  it("R33: one reply, which can be edited for 48 hours from when it was written first", () => {
    const repliedAt = new Date("2026-01-30T00:00:00.001Z");
    const replied = aReview({ reply: { text: "Merci.", at: repliedAt } });
    const edit = (time: Date) => decideReview(replied, { kind: "reply", text: "Merci bien." }, time, policy);
    expect(edit(now)).toMatchObject({
      kind: "moved",
      review: { reply: { text: "Merci bien.", at: repliedAt } },
    });
    expect(edit(new Date(repliedAt.getTime() + hours(48)))).toEqual({
      kind: "refused",
      reason: "deadline_passed",
    });
    expect(decideReview(replied, commands.reply, new Date("2027-01-01T00:00:00Z"), policy)).toEqual({
      kind: "already",
    });
  });

  it("R34: ground, note, moderator and time of a removal are kept, and the text with them", () => {
    expect(decideReview(aReview(), commands.remove, now, policy)).toMatchObject({
      review: {
        text: "Travail soigné.",
        removal: { ground: "unlawful", note: "Insults.", moderatorId: "account_m", at: now },
      },
    });
  });
});
