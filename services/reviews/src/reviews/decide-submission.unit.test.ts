import { describe, expect, it } from "vitest";
import { anEndedOrder, anOrder } from "../../test/builders.ts";
import { decideSubmission } from "./decide-submission.ts";
import { reviewPolicy } from "./policy.ts";

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
