import {
  ListingUpdated,
  OrderAccepted,
  OrderCompleted,
  OrderDelivered,
  OrderExpired,
  OrderPaid,
  OrderPaidLate,
  OrderPaymentExpired,
  OrderPlaced,
  OrderRefused,
  ReviewSubmitted,
} from "@vc/contracts";
import { newId } from "@vc/service";
import { waitFor } from "@vc/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildTestApp, type TestApp } from "../../test/build-test-app.ts";
import { DAY, HOUR, MINUTE } from "../../test/builders.ts";

let t: TestApp;

beforeAll(async () => {
  t = await buildTestApp();
  await t.introduce(t.buyerId, "Béatrice");
  await t.introduce(t.sellerId, "Samir");
});

afterAll(() => t?.stop());

const price = (amount: number) => ({ amount, currency: "EUR" });

async function place(body: object, key: string = newId("order")) {
  return t.call(t.buyerId, "POST", "/v1/orders", body, { "idempotency-key": key });
}

async function stateOf(orderId: string): Promise<string> {
  return (await t.call(t.buyerId, "GET", `/v1/orders/${orderId}`)).body.state;
}

describe("placing an order", () => {
  it("R2, R7: freezes the listing, adds the chosen extras, and waits 30 minutes for payment", async () => {
    const listing = await t.aPublishedListing();
    const [extra] = listing.extras;
    const placed = await place({
      listingId: listing.listingId,
      extraIds: [extra?.id],
      expectedTotal: price(7_000),
    });
    expect(placed.status).toBe(201);
    expect(placed.body).toMatchObject({
      state: "awaiting_payment",
      buyer: { id: t.buyerId, displayName: "Béatrice" },
      seller: { id: t.sellerId, displayName: "Samir" },
      total: price(7_000),
      listing: {
        title: "Logo design",
        hash: expect.stringMatching(/^[0-9a-f]{64}$/),
        extras: [{ title: "Express" }],
      },
      deadlines: [{ kind: "pay", at: new Date(t.clock.now().getTime() + 30 * MINUTE).toISOString() }],
      allowedActions: [],
      sequence: 1,
    });
    await t.neighbours.heard(
      OrderPlaced,
      (data) => data.orderId === placed.body.id && data.totalAmount === 7_000,
    );
  });

  it("R7: another price than the one seen is 409 with the current total, and no order", async () => {
    const { listingId } = await t.aPublishedListing();
    const refused = await place({ listingId, expectedTotal: price(4_999) });
    expect(refused).toMatchObject({ status: 409, body: { code: "price_changed", total: price(5_000) } });
    const orders = await t.platform.db.collection("orders").countDocuments({ "listing.id": listingId });
    expect(orders).toBe(0);
  });

  it("a repeated Idempotency-Key gives the same order again; with another body it is 422", async () => {
    const { listingId } = await t.aPublishedListing();
    const body = { listingId, expectedTotal: price(5_000) };
    const first = await place(body, listingId);
    const again = await place(body, listingId);
    expect(again.body).toEqual(first.body);
    expect(again.headers["idempotency-replayed"]).toBe("true");
    const other = await place({ ...body, expectedTotal: price(5_001) }, listingId);
    expect(other).toMatchObject({ status: 422, body: { code: "idempotency_key_reused" } });
    expect(await t.platform.db.collection("orders").countDocuments({ "listing.id": listingId })).toBe(1);
  });

  it("ten requests at once with one key make one order", async () => {
    const { listingId } = await t.aPublishedListing();
    const body = { listingId, expectedTotal: price(5_000) };
    const answers = await Promise.all(Array.from({ length: 10 }, () => place(body, listingId)));
    const ids = new Set(answers.filter(({ status }) => status === 201).map((answer) => answer.body.id));
    expect(ids.size).toBe(1);
    expect(
      answers
        .filter(({ status }) => status !== 201)
        .every(({ body }) => body.code === "idempotency_conflict"),
    ).toBe(true);
    expect(await t.platform.db.collection("orders").countDocuments({ "listing.id": listingId })).toBe(1);
  });

  it("a refused request frees its key", async () => {
    const { listingId } = await t.aPublishedListing();
    expect((await place({ listingId, expectedTotal: price(1_000) }, listingId)).status).toBe(409);
    expect((await place({ listingId, expectedTotal: price(5_000) }, listingId)).status).toBe(201);
  });

  it("hunt F12: an extra that was just added can be ordered at once", async () => {
    const listing = await t.aPublishedListing();
    const extra = { id: newId("extra"), title: "Poster", price: 3_000, extraDays: 1 };
    const { listingId } = listing;
    const placing = place({ listingId, extraIds: [extra.id], expectedTotal: price(8_000) });
    await t.neighbours.tell(ListingUpdated, listingId, { ...listing, extras: [...listing.extras, extra] });
    expect(await placing).toMatchObject({ status: 201, body: { total: price(8_000) } });
  });

  it("hunt U8: an extra that was removed meanwhile is 409 with the current total", async () => {
    const { listingId } = await t.aPublishedListing();
    const gone = await place({ listingId, extraIds: [newId("extra")], expectedTotal: price(8_000) });
    expect(gone).toMatchObject({ status: 409, body: { code: "price_changed", total: price(5_000) } });
  });

  it("refuses one's own listing, a paused or unknown one, an extra named twice", async () => {
    const own = await t.aPublishedListing({ sellerId: t.buyerId });
    expect((await place({ listingId: own.listingId, expectedTotal: price(5_000) })).body.code).toBe(
      "own_listing",
    );
    const paused = await t.aPublishedListing({ state: "paused" });
    for (const listingId of [paused.listingId, newId("listing")]) {
      const answer = await place({ listingId, expectedTotal: price(5_000) });
      expect(answer).toMatchObject({ status: 409, body: { code: "listing_not_available" } });
    }
    const { listingId, extras } = await t.aPublishedListing();
    const extraIds = [extras[0]?.id, extras[0]?.id];
    const twice = await place({ listingId, extraIds, expectedTotal: price(5_000) });
    expect(twice).toMatchObject({ status: 400, body: { errors: [{ path: "extraIds" }] } });
  });

  it("bad input is 400 with every path, a missing key too, and no token is 401", async () => {
    const bad = await place({ listingId: "x", expectedTotal: { amount: -1, currency: "USD" }, other: 1 });
    expect(bad.status).toBe(400);
    expect(bad.body.errors.map((error: { path: string }) => error.path)).toEqual(
      expect.arrayContaining(["listingId", "expectedTotal.amount", "expectedTotal.currency"]),
    );
    const keyless = await t.call(t.buyerId, "POST", "/v1/orders", {
      listingId: newId("listing"),
      expectedTotal: price(5_000),
    });
    expect(keyless).toMatchObject({ status: 400, body: { errors: [{ path: "idempotency-key" }] } });
    expect((await t.app.inject({ method: "POST", url: "/v1/orders", payload: {} })).statusCode).toBe(401);
  });
});

describe("payment", () => {
  it("R8: a paid order is pending, appears among the seller's sales and is published", async () => {
    const order = await t.aPendingOrder();
    const sales = await t.call(
      t.sellerId,
      "GET",
      "/v1/orders?role=seller&state=pending&sort=deadline&limit=100",
    );
    const sale = sales.body.items.find((item: { id: string }) => item.id === order.id);
    expect(sale).toMatchObject({ state: "pending", allowedActions: ["accept", "refuse", "cancel"] });
    expect(await stateOf(order.id)).toBe("pending");
  });

  it("R8: before it is paid an order does not exist for its seller", async () => {
    const order = await t.aPlacedOrder();
    const sales = await t.call(t.sellerId, "GET", "/v1/orders?role=seller&limit=100");
    expect(sales.body.items.map((item: { id: string }) => item.id)).not.toContain(order.id);
    expect((await t.call(t.sellerId, "GET", `/v1/orders/${order.id}`)).status).toBe(404);
    expect((await t.act(t.sellerId, order.id, "accept")).status).toBe(404);
  });

  it("R8: unpaid for 30 minutes expires; a payment after that is refunded by itself", async () => {
    const order = await t.aPlacedOrder();
    t.clock.advance(30 * MINUTE);
    await t.platform.bus.fireDueTimers();
    await t.neighbours.heard(OrderPaymentExpired, (data) => data.orderId === order.id);
    await t.pay(order);
    const late = await t.neighbours.heard(OrderPaidLate, (data) => data.orderId === order.id);
    expect(late.data.settlement).toEqual({ refundAmount: 5_000, releaseAmount: 0 });
    expect(await stateOf(order.id)).toBe("payment_expired");
  });

  it("a payment that is reported twice is applied once", async () => {
    const order = await t.aPendingOrder();
    await t.pay(order);
    await t.call(t.sellerId, "POST", `/v1/orders/${order.id}/accept`, {});
    await t.neighbours.heard(OrderAccepted, (data) => data.orderId === order.id);
    expect(t.neighbours.timesHeard(OrderPaid, (data) => data.orderId === order.id)).toBe(1);
  });
});

describe("the seller's 48 hours", () => {
  it("R9, R13: accept starts the delivery time; a repeat is success without a second effect", async () => {
    const order = await t.aPendingOrder();
    const acceptedAt = t.clock.now();
    const accepted = await t.act(t.sellerId, order.id, "accept");
    expect(accepted).toMatchObject({
      status: 200,
      body: {
        state: "in_progress",
        dueAt: new Date(acceptedAt.getTime() + 3 * DAY).toISOString(),
        late: false,
      },
    });
    expect((await t.act(t.sellerId, order.id, "accept")).body).toEqual(accepted.body);
  });

  it("R10: refuse takes a reason and gives everything back", async () => {
    const order = await t.aPendingOrder();
    const wordless = await t.act(t.sellerId, order.id, "refuse", { reason: "mood" });
    expect(wordless.status).toBe(400);
    expect(wordless.body.errors.map((error: { path: string }) => error.path)).toEqual([
      "reason",
      "explanation",
    ]);
    const refused = await t.act(t.sellerId, order.id, "refuse", {
      reason: "unclear_brief",
      explanation: "Which colours?",
    });
    expect(refused.body).toMatchObject({
      state: "refused",
      outcome: {
        reason: "unclear_brief",
        explanation: "Which colours?",
        refund: price(5_000),
        released: price(0),
      },
      allowedActions: [],
    });
    const told = await t.neighbours.heard(OrderRefused, (data) => data.orderId === order.id);
    expect(told.data.settlement).toEqual({ refundAmount: 5_000, releaseAmount: 0 });
  });

  it("R11: expires after 48 h and refunds in full", async () => {
    const order = await t.aPendingOrder();
    t.clock.advance(48 * HOUR);
    await t.platform.bus.fireDueTimers();
    const expired = await t.neighbours.heard(OrderExpired, (data) => data.orderId === order.id);
    expect(expired.data.settlement).toEqual({ refundAmount: 5_000, releaseAmount: 0 });
    expect(expired.sequence).toBe(3);
  });

  it("R11: an expiry counts against the seller only if the buyer had completed the brief", async () => {
    for (const isComplete of [true, false]) {
      const order = await t.aPendingOrder();
      const brief = { text: "Blue, please." };
      if (isComplete) await t.call(t.buyerId, "PUT", `/v1/orders/${order.id}/brief`, brief);
      t.clock.advance(48 * HOUR);
      const { body } = await t.call(t.buyerId, "GET", `/v1/orders/${order.id}`);
      expect(body.outcome).toMatchObject({ kind: "expired", by: "clock", countsAgainstSeller: isComplete });
    }
  });

  it("R11: accepting after 48 h is 409 deadline_passed, and the order has expired though no timer fired", async () => {
    const order = await t.aPendingOrder();
    t.clock.advance(48 * HOUR);
    expect(await stateOf(order.id)).toBe("expired");
    const late = await t.act(t.sellerId, order.id, "accept");
    expect(late).toMatchObject({
      status: 409,
      body: { code: "deadline_passed", allowedActions: [], state: "expired" },
    });
    await t.neighbours.heard(OrderExpired, (data) => data.orderId === order.id);
  });

  it("R12: the buyer cancels with an explanation: full refund, neutral for the seller", async () => {
    const order = await t.aPendingOrder();
    expect((await t.act(t.buyerId, order.id, "cancel", {})).status).toBe(400);
    const cancelled = await t.act(t.buyerId, order.id, "cancel", { explanation: "Wrong one." });
    expect(cancelled.body).toMatchObject({
      state: "cancelled",
      outcome: {
        by: "buyer",
        explanation: "Wrong one.",
        justified: null,
        countsAgainstSeller: false,
        refund: order.total,
      },
    });
  });

  it("R9: the buyer completes the brief, and both see it", async () => {
    const order = await t.aPendingOrder();
    const put = await t.call(t.buyerId, "PUT", `/v1/orders/${order.id}/brief`, { text: "Blue, please." });
    expect(put.body.brief).toMatchObject({ text: "Blue, please.", fileIds: [] });
    expect((await t.call(t.sellerId, "GET", `/v1/orders/${order.id}`)).body.brief.text).toBe("Blue, please.");
    const bySeller = await t.call(t.sellerId, "PUT", `/v1/orders/${order.id}/brief`, { text: "Red." });
    expect(bySeller).toMatchObject({ status: 409, body: { code: "action_not_allowed" } });
  });

  it("R9: shows the seller the files of a brief by name, size and type", async () => {
    const order = await t.aPendingOrder();
    const form = new FormData();
    form.set("file", new Blob(["%PDF-1.7 colours"]), "colours.pdf");
    const uploaded = await t.app.inject({
      method: "POST",
      url: `/v1/orders/${order.id}/files`,
      headers: await t.authorization(t.buyerId),
      payload: form,
    });
    const brief = { text: "Blue, please.", fileIds: [uploaded.json().id] };
    await t.call(t.buyerId, "PUT", `/v1/orders/${order.id}/brief`, brief);
    expect((await t.call(t.sellerId, "GET", `/v1/orders/${order.id}`)).body.brief).toMatchObject({
      ...brief,
      files: [{ name: "colours.pdf", size: 16, mediaType: "application/pdf" }],
    });
  });

  it("R8: shows orders as cards, without what people wrote, and says how many there are in each state", async () => {
    const order = await t.aPendingOrder();
    await t.call(t.buyerId, "PUT", `/v1/orders/${order.id}/brief`, { text: "Blue, please." });
    const list = async (view: string) => {
      const { body } = await t.call(t.buyerId, "GET", `/v1/orders?view=${view}`);
      return body.items.find(({ id }: { id: string }) => id === order.id);
    };
    const [whole, card] = [await list("whole"), await list("card")];
    expect(whole.brief.text).toBe("Blue, please.");
    expect(card).toEqual({
      ...whole,
      listing: { ...whole.listing, description: "", briefInstructions: "", extras: [] },
      brief: { ...whole.brief, text: "" },
    });
    const { body } = await t.call(t.sellerId, "GET", "/v1/orders/counts?role=seller");
    expect(body.states.pending).toBeGreaterThan(0);
    const sales = await t.call(t.sellerId, "GET", "/v1/orders?role=seller&state=in_progress&limit=100");
    expect(body.late).toBe(sales.body.items.filter(({ late }: { late: boolean }) => late).length);
  });

  it("R8, R9, R16: says how long the windows are, to anyone", async () => {
    const answer = await t.app.inject("/v1/orders/windows");
    expect(answer.json()).toMatchObject({
      paymentMs: 30 * MINUTE,
      acceptanceMs: 48 * HOUR,
      completionMs: 7 * DAY,
    });
  });

  it("R9, R14: says how long a brief and how large a file may be, to anyone", async () => {
    const { maxBriefLength, maxFileBytes } = (await t.app.inject("/v1/orders/limits")).json();
    expect(maxFileBytes).toBe(50 * 1024 * 1024);
    const order = await t.aPendingOrder();
    const brief = (length: number) =>
      t.call(t.buyerId, "PUT", `/v1/orders/${order.id}/brief`, { text: "x".repeat(length) });
    expect((await brief(maxBriefLength)).status).toBe(200);
    expect((await brief(maxBriefLength + 1)).status).toBe(400);
  });
});

describe("delivery and completion", () => {
  it("R14: an empty delivery is 400; one with a file reaches the buyer", async () => {
    const order = await t.aPendingOrder();
    await t.act(t.sellerId, order.id, "accept");
    const empty = await t.act(t.sellerId, order.id, "deliver", { message: "Here." });
    expect(empty).toMatchObject({ status: 400, body: { errors: [{ path: "fileIds" }] } });
    const strange = await t.act(t.sellerId, order.id, "deliver", {
      message: "Here.",
      fileIds: [newId("file")],
    });
    expect(strange).toMatchObject({ status: 400, body: { errors: [{ path: "fileIds.0" }] } });

    const form = new FormData();
    form.set("file", new Blob(["%PDF-1.7 a logo"]), "logo é.pdf");
    const uploaded = await t.app.inject({
      method: "POST",
      url: `/v1/orders/${order.id}/files`,
      headers: await t.authorization(t.sellerId),
      payload: form,
    });
    expect(uploaded.statusCode).toBe(201);
    expect(uploaded.json()).toMatchObject({ name: "logo é.pdf", size: 15, mediaType: "application/pdf" });
    const delivered = await t.act(t.sellerId, order.id, "deliver", {
      message: "Here.",
      fileIds: [uploaded.json().id],
    });
    expect(delivered.body).toMatchObject({
      state: "delivered",
      deliveries: [{ files: [{ name: "logo é.pdf" }] }],
    });
    await t.neighbours.heard(OrderDelivered, (data) => data.orderId === order.id);

    const fileUrl = `/v1/orders/${order.id}/files/${uploaded.json().id}`;
    const download = await t.app.inject({ url: fileUrl, headers: await t.authorization(t.buyerId) });
    expect(download.body).toBe("%PDF-1.7 a logo");
    expect(download.headers["content-disposition"]).toContain("attachment");
    expect((await t.call(newId("account"), "GET", fileUrl)).status).toBe(404);
  });

  it("R16, R17: approval completes and releases everything", async () => {
    const order = await t.aDeliveredOrder();
    expect((await t.call(t.buyerId, "GET", `/v1/orders/${order.id}`)).body.allowedActions).toEqual([
      "approve",
      "request-revision",
    ]);
    const approved = await t.act(t.buyerId, order.id, "approve");
    expect(approved.body).toMatchObject({
      state: "completed",
      outcome: { by: "buyer", released: price(5_000) },
    });
    const told = await t.neighbours.heard(OrderCompleted, (data) => data.orderId === order.id);
    expect(told.data.settlement).toEqual({ refundAmount: 0, releaseAmount: 5_000 });
  });

  it("R16, R32: a review completes a delivered order", async () => {
    const order = await t.aDeliveredOrder();
    await t.neighbours.tell(ReviewSubmitted, newId("review"), {
      reviewId: newId("review"),
      orderId: order.id,
      listingId: order.listing.id,
      buyerId: t.buyerId,
      sellerId: t.sellerId,
      stars: 5,
      submittedAt: t.clock.now().toISOString(),
    });
    await waitFor(async () => (await stateOf(order.id)) === "completed", {
      what: "completion by the review",
    });
  });

  it("R16: silence for 7 days completes", async () => {
    const order = await t.aDeliveredOrder();
    t.clock.advance(7 * DAY);
    await t.platform.bus.fireDueTimers();
    const told = await t.neighbours.heard(OrderCompleted, (data) => data.orderId === order.id);
    expect(told.data).toMatchObject({ by: "clock", settlement: { releaseAmount: 5_000 } });
  });

  it("R15, R22: late lets the buyer cancel alone; the seller always may", async () => {
    const order = await t.aPendingOrder();
    await t.act(t.sellerId, order.id, "accept");
    const explanation = { explanation: "It takes too long." };
    expect((await t.act(t.buyerId, order.id, "cancel", explanation)).body).toMatchObject({
      code: "action_not_allowed",
      allowedActions: ["request-cancellation"],
    });
    t.clock.advance(3 * DAY + 1);
    const late = await t.call(t.buyerId, "GET", `/v1/orders/${order.id}`);
    expect(late.body).toMatchObject({ state: "in_progress", late: true });
    expect(late.body.allowedActions).toEqual(["cancel", "request-cancellation"]);
    expect((await t.act(t.buyerId, order.id, "cancel", explanation)).body).toMatchObject({
      state: "cancelled",
      outcome: { by: "buyer", countsAgainstSeller: true, refund: order.total },
    });
  });

  it("the timeline says what happened, who did it and with what words", async () => {
    const order = await t.aDeliveredOrder();
    const { body } = await t.call(t.sellerId, "GET", `/v1/orders/${order.id}/timeline`);
    expect(body.items.map((item: { action: string; by: string }) => `${item.action} by ${item.by}`)).toEqual([
      "place by buyer",
      "pay by payment",
      "accept by seller",
      "deliver by seller",
    ]);
    expect(body.items[3].data).toMatchObject({ message: "Here." });
  });
});

describe("what is not yours does not exist (R41)", () => {
  it("R41: other accounts get 404 on every route of an order, and nothing changes", async () => {
    const order = await t.aPendingOrder();
    const stranger = newId("account");
    const attempts = await Promise.all([
      t.call(stranger, "GET", `/v1/orders/${order.id}`),
      t.call(stranger, "GET", `/v1/orders/${order.id}/timeline`),
      t.call(stranger, "PUT", `/v1/orders/${order.id}/brief`, { text: "Mine." }),
      t.act(stranger, order.id, "accept"),
      t.act(stranger, order.id, "cancel", { explanation: "No." }),
      t.call(stranger, "POST", `/v1/orders/${order.id}/files`),
    ]);
    expect(attempts.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404, 404]);
    expect((await t.call(stranger, "GET", "/v1/orders")).body).toEqual({ items: [], nextCursor: null });
    expect(await stateOf(order.id)).toBe("pending");
  });

  it("pages are stable and walk through everything once", async () => {
    const walk = async (sort: string) => {
      const seen: string[] = [];
      let cursor: string | null = null;
      do {
        const after: string = cursor ? `&cursor=${cursor}` : "";
        const { body } = await t.call(t.buyerId, "GET", `/v1/orders?limit=3&sort=${sort}${after}`);
        seen.push(...body.items.map((item: { id: string }) => item.id));
        cursor = body.nextCursor;
      } while (cursor !== null);
      return seen;
    };
    const total = await t.platform.db.collection("orders").countDocuments({ buyerId: t.buyerId });
    for (const sort of ["newest", "deadline"]) {
      const seen = await walk(sort);
      expect(new Set(seen).size).toBe(total);
      expect(seen).toHaveLength(total);
    }
    const broken = await t.call(t.buyerId, "GET", "/v1/orders?cursor=xyz");
    expect(broken).toMatchObject({ status: 400, body: { errors: [{ path: "cursor" }] } });
  });
});

describe("two people at once", () => {
  it("accept against cancel: one wins, the other gets a precise 409", async () => {
    for (let round = 0; round < 5; round++) {
      const order = await t.aPendingOrder();
      const [accepted, cancelled] = await Promise.all([
        t.act(t.sellerId, order.id, "accept"),
        t.act(t.buyerId, order.id, "cancel", { explanation: "No." }),
      ]);
      const statuses = [accepted.status, cancelled.status].toSorted();
      expect(statuses).toEqual([200, 409]);
      const loser = accepted.status === 409 ? accepted : cancelled;
      expect(loser.body.code).toBe("action_not_allowed");
    }
  });
});
