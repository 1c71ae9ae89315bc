import { StandingChanged } from "@vc/contracts";
import { newId } from "@vc/service";
import { waitFor } from "@vc/testing";
import { afterAll, beforeAll, expect, it } from "vitest";
import { buildTestApp, type TestApp } from "../../test/build-test-app.ts";

let service: TestApp;
beforeAll(async () => {
  service = await buildTestApp();
});
afterAll(() => service.stop());

const changedTo = (sellerId: string, score: number) =>
  service.neighbours.heard(StandingChanged, (data) => data.sellerId === sellerId && data.score === score);

it("R36: a newcomer's profile shows who they are, and nothing that they did not do", async () => {
  const sellerId = await service.aPerson("Zoé");
  const { status, body } = await service.call(null, "GET", `/v1/sellers/${sellerId}`);
  expect(status).toBe(200);
  expect(body).toEqual({
    id: sellerId,
    displayName: "Zoé",
    bio: "Bonjour.",
    memberSince: "2025-11-01T00:00:00.000Z",
    rating: { mean: null, count: 0, distribution: { 1: 0, 2: 0, 3: 0, 4: 0, 5: 0 } },
    standing: {
      score: 4,
      contributions: [
        { kind: "reviews", effect: 4 },
        { kind: "refusals", effect: 0 },
        { kind: "cancellations", effect: 0 },
        { kind: "lateness", effect: 0 },
      ],
    },
    completedSales: 0,
    refusalRate: 0,
    onTimeRate: null,
    unjustifiedCancellations: 0,
    replyRate: null,
  });
});

it("R36: a profile shows stars, sales, refusals, punctuality, cancellations and replies", async () => {
  const sellerId = await service.aPerson("Adam");
  const buyerId = await service.aPerson("Paul");
  for (const stars of [5, 5, 2]) {
    const order = await service.anOrderThatIs("completed", service.anOrderOf(sellerId, { buyerId }));
    const { body } = await service.submit(order, stars);
    if (stars === 2) await service.call(sellerId, "PUT", `/v1/reviews/${body.id}/reply`, { text: "Désolé." });
  }
  await service.anOrderThatIs("refused", service.anOrderOf(sellerId));
  await service.anOrderThatIs("cancelled", service.anOrderOf(sellerId));
  const lateOrder = service.anOrderOf(sellerId);
  await service.tell.paid(lateOrder);
  await service.tell.completed(lateOrder, true);
  await service.isTakenIn(lateOrder, "completed");
  const { body } = await service.call(null, "GET", `/v1/sellers/${sellerId}`);
  expect(body).toMatchObject({
    rating: { mean: 4, count: 3, distribution: { 1: 0, 2: 1, 3: 0, 4: 0, 5: 2 } },
    completedSales: 4,
    refusalRate: 0.1667,
    onTimeRate: 0.75,
    unjustifiedCancellations: 1,
    replyRate: 0.3333,
    // Each of the parts adds to the score or takes from it, and they make it up.
    standing: {
      score: 3.42,
      contributions: [
        { kind: "reviews", effect: 4 },
        { kind: "refusals", effect: -0.13 },
        { kind: "cancellations", effect: -0.25 },
        { kind: "lateness", effect: -0.2 },
      ],
    },
  });
});

it("R35: a change of the standing is published with a sequence without gaps; without a change nothing is", async () => {
  const sellerId = await service.aPerson("Léa");
  const order = await service.anOrderThatIs("completed", service.anOrderOf(sellerId));
  await service.submit(order, 5);
  expect(await changedTo(sellerId, 4.17)).toMatchObject({
    aggregateId: sellerId,
    sequence: 1,
    data: { ratingMean: 5, ratingCount: 1 },
  });
  await service.anOrderThatIs("cancelled", service.anOrderOf(sellerId));
  expect(await changedTo(sellerId, 3.92)).toMatchObject({ sequence: 2 });
  expect(service.neighbours.timesHeard(StandingChanged, (data) => data.sellerId === sellerId)).toBe(2);
});

it("R23: what a mediator excused shows on the profile no longer", async () => {
  const sellerId = await service.aPerson("Ida");
  const order = await service.anOrderThatIs("cancelled", service.anOrderOf(sellerId));
  await changedTo(sellerId, 3.75);
  await service.tell.excused(order);
  await changedTo(sellerId, 4);
  const { body } = await service.call(null, "GET", `/v1/sellers/${sellerId}`);
  expect(body).toMatchObject({ standing: { score: 4 }, unjustifiedCancellations: 0 });
});

it("R35: what becomes too old lifts the score by itself", async () => {
  const sellerId = await service.aPerson("Tom");
  await service.anOrderThatIs("cancelled", service.anOrderOf(sellerId));
  await changedTo(sellerId, 3.75);
  const start = service.clock.now();
  const yearLater = new Date(start);
  yearLater.setUTCFullYear(yearLater.getUTCFullYear() + 1);
  service.clock.set(yearLater);
  await service.platform.bus.fireDueTimers();
  expect(await changedTo(sellerId, 4)).toMatchObject({ sequence: 2 });
  service.clock.set(start);
});

it("R35: facts that arrive at the same moment are all counted", async () => {
  const sellerId = await service.aPerson("Eva");
  const orders = Array.from({ length: 6 }, () => service.anOrderOf(sellerId));
  await Promise.all(orders.map((order) => service.tell.cancelled(order)));
  await waitFor(
    async () =>
      service.neighbours.timesHeard(
        StandingChanged,
        (data) => data.sellerId === sellerId && data.score === 2.5,
      ) === 1,
    { what: "the standing to hold six cancellations", timeoutMs: 20_000 },
  );
});

it("R35: only the seller sees every contribution to their score", async () => {
  const sellerId = await service.aPerson("Max");
  await service.anOrderThatIs("cancelled", service.anOrderOf(sellerId));
  const { status, body } = await service.call(sellerId, "GET", "/v1/sellers/me/standing");
  expect(status).toBe(200);
  expect(body.score).toBe(3.75);
  expect(
    body.contributions.map((part: { kind: string; effect: number }) => [part.kind, part.effect]),
  ).toEqual([
    ["reviews", 4],
    ["refusals", 0],
    ["cancellations", -0.25],
    ["lateness", 0],
  ]);
  expect((await service.call(null, "GET", "/v1/sellers/me/standing")).status).toBe(401);
});

it("R36: an unknown seller is 404, a malformed id 400", async () => {
  expect((await service.call(null, "GET", `/v1/sellers/${newId("account")}`)).status).toBe(404);
  const { status, body } = await service.call(null, "GET", "/v1/sellers/zoe");
  expect(status).toBe(400);
  expect(body.errors[0].path).toBe("accountId");
});
