import { Problem, ReportDecided, ReviewRemoved } from "@vc/contracts";
import { newId } from "@vc/service";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildTestApp, type TestApp } from "../../test/build-test-app.ts";

let service: TestApp;
let sellerId: string;
let buyerId: string;
const [mia, max] = [newId("account"), newId("account")];

beforeAll(async () => {
  service = await buildTestApp();
  sellerId = await service.aPerson("Zoé Martin");
  buyerId = await service.aPerson("Paul Durand");
});
afterAll(() => service.stop());

const asMediator = (who: string, method: "GET" | "POST", url: string, body?: object) =>
  service.call(who, method, url, body, ["user", "mediator"]);

const codeOf = ({ status, body }: { status: number; body: unknown }) => [status, Problem.parse(body).code];

async function aReview() {
  const order = await service.anOrderThatIs("completed", service.anOrderOf(sellerId, { buyerId }));
  return (await service.submit(order, 1, "Un voleur, comme son frère")).body;
}

const report = (who: string, reviewId: string, ground = "unlawful") =>
  service.call(who, "POST", `/v1/reviews/${reviewId}/report`, { ground, note: "C'est une insulte." });

const waiting = async () => (await asMediator(mia, "GET", "/v1/reviews/reports?limit=100")).body.items;

describe("R34: reporting a review", () => {
  it("R34: by every reader, once; support sees the text, its author and the reporter", async () => {
    const review = await aReview();
    const first = await report(sellerId, review.id);
    expect(first).toMatchObject({ status: 201, body: { reviewId: review.id } });
    expect((await report(sellerId, review.id)).body.id).toBe(first.body.id);
    const mine = (await waiting()).filter(
      ({ review: { id } }: { review: { id: string } }) => id === review.id,
    );
    expect(mine).toEqual([
      {
        id: first.body.id,
        state: "waiting",
        ground: "unlawful",
        note: "C'est une insulte.",
        reporter: { id: sellerId, displayName: "Zoé Martin", closed: false },
        review: expect.objectContaining({
          text: "Un voleur, comme son frère",
          author: { displayName: "Paul Durand", closed: false },
        }),
        takenBy: null,
        decision: null,
        createdAt: expect.any(String),
      },
    ]);
  });

  it("R34: that its author wants it removed, the author alone says", async () => {
    const review = await aReview();
    expect(codeOf(await report(sellerId, review.id, "author_request"))).toEqual([409, "not_the_author"]);
    expect((await report(buyerId, review.id, "author_request")).status).toBe(201);
  });

  it("R34: on no other ground, and only of what is there", async () => {
    const review = await aReview();
    expect(codeOf(await report(sellerId, review.id, "negative"))).toEqual([400, "invalid_request"]);
    expect(codeOf(await report(sellerId, newId("review")))).toEqual([404, "not_found"]);
  });
});

describe("R38: the queue of reports", () => {
  it("R38: is for support alone", async () => {
    const { body } = await report(sellerId, (await aReview()).id);
    for (const action of ["take", "release", "decide"]) {
      const url = `/v1/reviews/reports/${body.id}/${action}`;
      expect((await service.call(sellerId, "POST", url, {})).status).toBe(403);
      expect((await service.call(null, "POST", url, {})).status).toBe(401);
    }
    expect((await service.call(sellerId, "GET", "/v1/reviews/reports")).status).toBe(403);
  });

  it("R38: a report is taken by one mediator at a time, however many reach for it at once", async () => {
    const { body } = await report(sellerId, (await aReview()).id);
    const url = `/v1/reviews/reports/${body.id}`;
    const mediators = Array.from({ length: 5 }, () => newId("account"));
    const answers = await Promise.all(mediators.map((who) => asMediator(who, "POST", `${url}/take`, {})));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409, 409]);
    const winner = answers.find(({ status }) => status === 200)?.body.takenBy.id;
    const loser = mediators.find((who) => who !== winner) ?? "";
    const decision = { outcome: "kept", note: "Fair." };
    expect(codeOf(await asMediator(loser, "POST", `${url}/decide`, decision))).toEqual([
      409,
      "already_taken",
    ]);
    expect(codeOf(await asMediator(loser, "POST", `${url}/release`, {}))).toEqual([409, "already_taken"]);
    expect((await asMediator(winner, "POST", `${url}/take`, {})).status).toBe(200);
    expect((await asMediator(winner, "POST", `${url}/release`, {})).body).toMatchObject({
      state: "waiting",
      takenBy: null,
    });
    expect((await asMediator(loser, "POST", `${url}/take`, {})).body.takenBy.id).toBe(loser);
  });

  it("R34: a review that is kept stays as it was, and the reporter is notified", async () => {
    const review = await aReview();
    const { body } = await report(sellerId, review.id);
    const url = `/v1/reviews/reports/${body.id}`;
    expect(
      codeOf(await asMediator(mia, "POST", `${url}/decide`, { outcome: "kept", note: "Fair." })),
    ).toEqual([409, "not_taken"]);
    await asMediator(mia, "POST", `${url}/take`, {});
    const decided = await asMediator(mia, "POST", `${url}/decide`, { outcome: "kept", note: "Fair." });
    expect(decided.body).toMatchObject({
      state: "decided",
      decision: { outcome: "kept", note: "Fair.", by: mia },
    });
    await service.neighbours.heard(
      ReportDecided,
      (data) => data.reportId === body.id && data.outcome === "kept",
    );
    const shown = await service.call(null, "GET", `/v1/reviews?listingId=${review.listingId}`);
    expect(shown.body.items[0]).toMatchObject({ removed: null, text: "Un voleur, comme son frère" });
    expect(codeOf(await asMediator(max, "POST", `${url}/take`, {}))).toEqual([409, "already_decided"]);
  });

  it("R34: removing one answers every report of it, and keeps ground, moderator and time", async () => {
    const review = await aReview();
    const [first, second] = [await report(sellerId, review.id), await report(newId("account"), review.id)];
    const url = `/v1/reviews/reports/${first.body.id}`;
    await asMediator(mia, "POST", `${url}/take`, {});
    const bare = await asMediator(mia, "POST", `${url}/decide`, { outcome: "removed", note: "Insult." });
    expect(bare.body.errors[0].path).toBe("ground");
    const removal = { outcome: "removed", ground: "unlawful", note: "Insult." };
    const decided = await asMediator(mia, "POST", `${url}/decide`, removal);
    expect(decided.body).toMatchObject({
      decision: { outcome: "removed", by: mia },
      review: { removed: { ground: "unlawful" }, text: "Un voleur, comme son frère" },
    });
    for (const { body } of [first, second]) {
      await service.neighbours.heard(
        ReportDecided,
        (data) => data.reportId === body.id && data.outcome === "removed",
      );
    }
    const told = await service.neighbours.heard(ReviewRemoved, (data) => data.reviewId === review.id);
    expect(told).toMatchObject({ sequence: 2, data: { ground: "unlawful", buyerId, sellerId } });
    expect(await service.parts.reviews.find(review.id)).toMatchObject({
      removal: { ground: "unlawful", moderatorId: mia, note: "Insult." },
    });
    const shown = await service.call(null, "GET", `/v1/reviews?listingId=${review.listingId}`);
    expect(JSON.stringify(shown.body.items)).not.toContain("voleur");
    expect((await waiting()).map(({ id }: { id: string }) => id)).not.toContain(second.body.id);
  });
});
