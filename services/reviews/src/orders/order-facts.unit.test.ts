import { newId } from "@vc/service";
import fc from "fast-check";
import { expect, it } from "vitest";
import { type OrderFacts, type OrderNews, withNews } from "./order-facts.ts";

const about = {
  orderId: newId("order"),
  buyerId: newId("account"),
  sellerId: newId("account"),
  listingId: newId("listing"),
};
const at = (day: number) => new Date(Date.UTC(2026, 0, day));

/** A life with a revision: delivered late at first, and in time by its new due date. */
const life: OrderNews[] = [
  { ...about, sequence: 2, state: "pending", paidAt: at(1) },
  { ...about, sequence: 3, state: "in_progress", dueAt: at(4) },
  { ...about, sequence: 4, state: "delivered", delivery: { at: at(5), isLate: true } },
  { ...about, sequence: 6, state: "in_progress", dueAt: at(9) },
  { ...about, sequence: 7, state: "delivered", delivery: { at: at(8), isLate: false } },
  { ...about, sequence: 8, state: "completed", ending: { kind: "completed", at: at(10), wasLate: false } },
];

const learn = (news: readonly OrderNews[]) =>
  news.reduce<OrderFacts | null>((known, each) => withNews(known, each), null);

it("knows the newest of everything", () => {
  expect(learn(life)).toMatchObject({
    state: "completed",
    sequence: 8,
    paidAt: at(1),
    due: { at: at(9) },
    delivery: { at: at(8), isLate: false },
    ending: { kind: "completed" },
  });
});

it("gives the same result in every order of the events", () => {
  fc.assert(
    fc.property(fc.shuffledSubarray(life, { minLength: life.length }), (shuffled) => {
      expect(learn(shuffled)).toEqual(learn(life));
    }),
  );
});

it("R23: records that a cancellation was excused, also when that event arrives first", () => {
  const cancelled: OrderNews = {
    ...about,
    sequence: 9,
    state: "cancelled",
    ending: { kind: "cancelled", at: at(10), by: "seller", isJustified: false },
  };
  const excused: OrderNews = { ...about, sequence: 10, state: "cancelled", isExcused: true };
  expect(learn([excused, cancelled])).toEqual(learn([cancelled, excused]));
  expect(learn([excused, cancelled])?.isExcused).toBe(true);
});

it("keeps the review that was written in between", () => {
  const [first, ...rest] = life;
  if (first === undefined) throw new Error("a life has a beginning");
  const reviewed: OrderFacts = { ...withNews(null, first), reviewId: "review_1" };
  expect(rest.reduce(withNews, reviewed).reviewId).toBe("review_1");
});
