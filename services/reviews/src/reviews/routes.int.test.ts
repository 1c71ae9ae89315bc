import { AccountClosed, Problem, ReviewReplied, ReviewSubmitted } from "@vc/contracts";
import { newId } from "@vc/service";
import { waitFor } from "@vc/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildTestApp, type TestApp } from "../../test/build-test-app.ts";
import { standingFormula } from "../standings/standing.ts";

let service: TestApp;
let sellerId: string;
let buyerId: string;

beforeAll(async () => {
  service = await buildTestApp();
  sellerId = await service.aPerson("Zoé Martin");
  buyerId = await service.aPerson("Paul Durand");
});
afterAll(() => service.stop());

const anOrder = () => service.anOrderOf(sellerId, { buyerId });
const publicOf = async (listingId: string) =>
  (await service.call(null, "GET", `/v1/reviews?listingId=${listingId}`)).body.items;
const codeOf = ({ status, body }: { status: number; body: unknown }) => ({
  status,
  code: Problem.parse(body).code,
});

it("R42: a review outlives its author's account, and so does a reply, without name and words", async () => {
  const [leaver, seller] = [await service.aPerson("Léa Martin"), await service.aPerson("Sam")];
  const order = await service.anOrderThatIs("completed", service.anOrderOf(seller, { buyerId: leaver }));
  const { body: review } = await service.submit(order, 2);
  expect(review.author).toEqual({ displayName: "Léa Martin", closed: false });
  await service.call(seller, "PUT", `/v1/reviews/${review.id}/reply`, { text: "Merci." });
  for (const accountId of [leaver, seller]) {
    const closedAt = service.clock.now().toISOString();
    await service.neighbours.tell(AccountClosed, accountId, { accountId, closedAt });
  }
  const [shown] = await waitFor(
    async () => {
      const found = await publicOf(order.listingId);
      return found[0].text === "" && found[0].reply.text === "" && found;
    },
    { what: "the words to be erased" },
  );
  expect(shown).toMatchObject({ author: { displayName: "", closed: true }, stars: 2, removed: null });
});

describe("R32: handing in a review", () => {
  it("R32: of a completed order, and it is public", async () => {
    const order = await service.anOrderThatIs("completed", anOrder());
    const { status, body } = await service.submit(order, 5);
    expect(status).toBe(201);
    expect(body).toMatchObject({
      id: expect.stringMatching(/^review_/),
      orderId: order.orderId,
      listingId: order.listingId,
      seller: { id: sellerId },
      author: { displayName: "Paul Durand", closed: false },
      stars: 5,
      text: "Travail soigné.",
      removed: null,
      reply: null,
    });
    expect(await publicOf(order.listingId)).toEqual([body]);
  });

  it("R16: of a delivered order: published to orders, and visible once that has completed it", async () => {
    const order = await service.anOrderThatIs("delivered", anOrder());
    const { body } = await service.submit(order, 4);
    const told = await service.neighbours.heard(ReviewSubmitted, (data) => data.orderId === order.orderId);
    expect(told).toMatchObject({ aggregateId: body.id, sequence: 1, data: { stars: 4, buyerId, sellerId } });
    expect(await publicOf(order.listingId)).toEqual([]);
    await service.tell.completed(order);
    await waitFor(async () => (await publicOf(order.listingId)).length === 1, {
      what: "the review to be seen",
    });
  });

  it("R32: one that met a cancellation is never seen, and cannot be answered", async () => {
    const order = await service.anOrderThatIs("delivered", anOrder());
    const { body } = await service.submit(order, 1);
    await service.tell.cancelled(order);
    await service.isTakenIn(order, "cancelled");
    expect(await publicOf(order.listingId)).toEqual([]);
    expect((await service.call(sellerId, "PUT", `/v1/reviews/${body.id}/reply`, { text: "?" })).status).toBe(
      404,
    );
    expect(codeOf(await service.submit(order, 1))).toEqual({ status: 409, code: "already_reviewed" });
  });

  it("R32: once, also when it is submitted twice at the same moment", async () => {
    const order = await service.anOrderThatIs("completed", anOrder());
    const answers = await Promise.all([service.submit(order, 5), service.submit(order, 1)]);
    expect(answers.map((answer) => answer.status).sort()).toEqual([201, 409]);
    expect(codeOf(await service.submit(order, 3))).toEqual({ status: 409, code: "already_reviewed" });
    expect(await publicOf(order.listingId)).toHaveLength(1);
  });

  it("R32: a client may be quicker than the event that allows it", async () => {
    const order = anOrder();
    const submitting = service.submit(order, 5);
    await service.tell.paid(order);
    await service.tell.accepted(order);
    await service.tell.delivered(order);
    expect((await submitting).status).toBe(201);
  });

  it("R32: not of an order that is under way, was cancelled or refused", async () => {
    const paid = anOrder();
    await service.tell.paid(paid);
    await service.isTakenIn(paid, "pending");
    const cancelled = await service.anOrderThatIs("cancelled", anOrder());
    const refused = await service.anOrderThatIs("refused", anOrder());
    const answers = await Promise.all([paid, cancelled, refused].map((order) => service.submit(order, 1)));
    for (const answer of answers) expect(codeOf(answer)).toEqual({ status: 409, code: "not_reviewable" });
  });

  it("R19, R32: not of an order that is being reworked, which has another due date then", async () => {
    const order = await service.anOrderThatIs("delivered", anOrder());
    await service.tell.revisionRequested(order);
    await service.isTakenIn(order, "revision_requested");
    expect(codeOf(await service.submit(order, 1))).toEqual({ status: 409, code: "not_reviewable" });
    await service.tell.revisionAccepted(order);
    await service.isTakenIn(order, "in_progress");
    const known = await service.parts.orders.ofSellerSince(order.sellerId, new Date(0));
    const dueAt = known.find(({ id }) => id === order.orderId)?.due?.at;
    expect(dueAt).toEqual(new Date(service.clock.now().getTime() + 5 * 86_400_000));
  });

  it("R32: until 6 months after completion", async () => {
    const order = await service.anOrderThatIs("completed", anOrder());
    const start = service.clock.now();
    const end = new Date(start);
    end.setUTCMonth(end.getUTCMonth() + 6);
    service.clock.set(end);
    expect(codeOf(await service.submit(order, 5))).toEqual({ status: 409, code: "not_reviewable" });
    service.clock.advance(-1);
    expect((await service.submit(order, 5)).status).toBe(201);
    service.clock.set(start);
  });

  it("R41: answers 404 to other accounts, the seller, and for an unknown order; 401 without a token", async () => {
    const order = await service.anOrderThatIs("completed", anOrder());
    const review = { orderId: order.orderId, stars: 5, text: "Moi !" };
    for (const who of [sellerId, newId("account")]) {
      expect((await service.call(who, "POST", "/v1/reviews", review)).status).toBe(404);
    }
    const unknown = { ...review, orderId: newId("order") };
    expect((await service.call(buyerId, "POST", "/v1/reviews", unknown)).status).toBe(404);
    expect((await service.call(null, "POST", "/v1/reviews", review)).status).toBe(401);
  });

  it("R32: bad input is 400 with the path of every error", async () => {
    const { status, body } = await service.call(buyerId, "POST", "/v1/reviews", {
      orderId: "order_1",
      stars: 6,
      text: "  ",
    });
    expect(status).toBe(400);
    expect(pathsOf(body)).toEqual(["orderId", "stars", "text"]);
  });
});

describe("R33: the seller's reply", () => {
  it("R33: is public, can be edited for 48 hours, and then is final", async () => {
    const order = await service.anOrderThatIs("completed", anOrder());
    const { body } = await service.submit(order, 2);
    const reply = (text: string) => service.call(sellerId, "PUT", `/v1/reviews/${body.id}/reply`, { text });
    const first = await reply("Désolé.");
    expect(first).toMatchObject({ status: 200, body: { reply: { text: "Désolé." } } });
    service.clock.advance(48 * 3_600_000 - 1);
    expect((await reply("Vraiment désolé.")).body.reply).toEqual({
      text: "Vraiment désolé.",
      at: first.body.reply.at,
    });
    const told = await service.neighbours.heard(ReviewReplied, (data) => data.sellerId === sellerId);
    expect(told).toMatchObject({ sequence: 2, data: { buyerId } });
    expect(service.neighbours.timesHeard(ReviewReplied, (data) => data.reviewId === told.data.reviewId)).toBe(
      1,
    );
    service.clock.advance(1);
    expect(codeOf(await reply("En fait, non."))).toEqual({ status: 409, code: "deadline_passed" });
    expect((await publicOf(order.listingId))[0].reply.text).toBe("Vraiment désolé.");
  });

  it("R32, R33, R35: says how long the windows are, and what a score is made of, to anyone", async () => {
    const { status, body } = await service.call(null, "GET", "/v1/reviews/windows");
    expect(status).toBe(200);
    expect(body).toEqual({ reviewMonths: 6, replyEditMs: 48 * 3_600_000, standing: standingFormula });
  });

  it("R33: comes from the seller alone", async () => {
    const { body } = await service.submit(await service.anOrderThatIs("completed", anOrder()), 3);
    const url = `/v1/reviews/${body.id}/reply`;
    for (const who of [buyerId, newId("account")]) {
      expect((await service.call(who, "PUT", url, { text: "Moi !" })).status).toBe(404);
    }
    expect((await service.call(null, "PUT", url, { text: "Moi !" })).status).toBe(401);
    const empty = await service.call(sellerId, "PUT", url, { text: "" });
    expect({ status: empty.status, paths: pathsOf(empty.body) }).toEqual({ status: 400, paths: ["text"] });
    const unknown = `/v1/reviews/${newId("review")}/reply`;
    expect((await service.call(sellerId, "PUT", unknown, { text: "Merci." })).status).toBe(404);
  });
});

describe("the review of an order", () => {
  it("R32, R33: says what each party may do about it, and until when", async () => {
    const order = await service.anOrderThatIs("delivered", anOrder());
    const seen = async (who: string) =>
      (await service.call(who, "GET", `/v1/reviews/orders/${order.orderId}`)).body;
    expect(await seen(buyerId)).toMatchObject({ review: null, canReview: true, reviewUntil: null });
    expect(await seen(sellerId)).toMatchObject({ review: null, canReview: false, canReply: false });
    const { body: review } = await service.submit(order, 5);
    expect(await seen(buyerId)).toMatchObject({ review: { id: review.id }, canReview: false });
    await service.tell.completed(order);
    await waitFor(async () => (await seen(sellerId)).canReply, { what: "the seller to be able to reply" });
    expect(Date.parse((await seen(buyerId)).reviewUntil)).toBeGreaterThan(service.clock.now().getTime());
    await service.call(sellerId, "PUT", `/v1/reviews/${review.id}/reply`, { text: "Merci." });
    expect(await seen(sellerId)).toMatchObject({ canReply: true, replyUntil: expect.any(String) });
    service.clock.advance(48 * 60 * 60 * 1000);
    expect(await seen(sellerId)).toMatchObject({ canReply: false });
  });

  it("R41: is for the two alone", async () => {
    const order = await service.anOrderThatIs("completed", anOrder());
    const url = `/v1/reviews/orders/${order.orderId}`;
    expect((await service.call(newId("account"), "GET", url)).status).toBe(404);
    expect((await service.call(null, "GET", url)).status).toBe(401);
  });
});

describe("R34: removal", () => {
  const removal = { ground: "sensitive_information", note: "Holds a phone number." };

  it("R34: by a moderator on a ground; the public sees that it was removed and why, and it counts no more", async () => {
    const seller = await service.aPerson("Adam");
    const order = await service.anOrderThatIs("completed", service.anOrderOf(seller, { buyerId }));
    const { body } = await service.submit(order, 1);
    await service.call(seller, "PUT", `/v1/reviews/${body.id}/reply`, { text: "Mon numéro !" });
    const mediatorId = newId("account");
    const url = `/v1/reviews/${body.id}/removal`;
    const removed = await service.call(mediatorId, "POST", url, removal, ["user", "mediator"]);
    expect(removed).toMatchObject({
      status: 200,
      body: { text: null, reply: null, removed: { ground: "sensitive_information", at: expect.any(String) } },
    });
    expect(await publicOf(order.listingId)).toEqual([removed.body]);
    expect(JSON.stringify(removed.body)).not.toContain("phone number");
    expect(await service.parts.reviews.find(body.id)).toMatchObject({
      text: "Travail soigné.",
      removal: { moderatorId: mediatorId, note: "Holds a phone number." },
    });
    const profile = await service.call(null, "GET", `/v1/sellers/${seller}`);
    expect(profile.body.rating).toMatchObject({ mean: null, count: 0 });
    expect(
      codeOf(await service.call(seller, "PUT", `/v1/reviews/${body.id}/reply`, { text: "Merci." })),
    ).toEqual({
      status: 409,
      code: "action_not_allowed",
    });
  });

  it("R34: not by those whom it concerns, and on no other ground", async () => {
    const { body } = await service.submit(await service.anOrderThatIs("completed", anOrder()), 1);
    const url = `/v1/reviews/${body.id}/removal`;
    for (const who of [sellerId, buyerId]) {
      expect((await service.call(who, "POST", url, removal)).status).toBe(403);
    }
    expect((await service.call(null, "POST", url, removal)).status).toBe(401);
    const negative = await service.call(newId("account"), "POST", url, { ground: "negative", note: "x" }, [
      "admin",
    ]);
    expect({ status: negative.status, paths: pathsOf(negative.body) }).toEqual({
      status: 400,
      paths: ["ground"],
    });
    const unknown = `/v1/reviews/${newId("review")}/removal`;
    expect((await service.call(newId("account"), "POST", unknown, removal, ["admin"])).status).toBe(404);
  });
});

describe("lists of reviews", () => {
  it("R6: of a seller or a listing, sorted, in pages that neither skip nor repeat", async () => {
    const seller = await service.aPerson("Léa");
    const given: string[] = [];
    for (const stars of [3, 5, 1, 5]) {
      const order = await service.anOrderThatIs("completed", service.anOrderOf(seller, { buyerId }));
      given.push((await service.submit(order, stars)).body.id);
      service.clock.advance(1_000);
    }
    const [three, five, one, fiveToo] = given;
    const page = async (query: string) =>
      (await service.call(null, "GET", `/v1/reviews?sellerId=${seller}&${query}`)).body;
    const expected = {
      newest: [fiveToo, one, five, three],
      stars: [one, three, fiveToo, five],
      "-stars": [fiveToo, five, three, one],
    };
    for (const [sort, ids] of Object.entries(expected)) {
      const seen: string[] = [];
      for (let cursor = ""; ; ) {
        const { items, nextCursor } = await page(`sort=${sort}&limit=3${cursor}`);
        seen.push(...items.map((review: { id: string }) => review.id));
        if (nextCursor === null) break;
        cursor = `&cursor=${nextCursor}`;
      }
      expect(seen).toEqual(ids);
    }
  });

  it.each([
    ["limit=0", "limit"],
    ["sort=best", "sort"],
    ["listingId=1", "listingId"],
    ["cursor=x", "cursor"],
  ])("bad input is 400 with its path: %s", async (query, path) => {
    const { status, body } = await service.call(null, "GET", `/v1/reviews?${query}`);
    expect({ status, paths: pathsOf(body) }).toEqual({ status: 400, paths: [path] });
  });
});

function pathsOf(body: unknown): string[] {
  return (Problem.parse(body).errors ?? []).map((error) => error.path);
}
