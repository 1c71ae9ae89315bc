import { isDeepStrictEqual } from "node:util";
import type { EventType } from "@vc/bus";
import {
  type DataOf,
  euros,
  type ListingPublished,
  type OrderAction,
  OrderCancelled,
  OrderCompleted,
  OrderExpired,
  OrderRefused,
  type Order as OrderView,
  ReviewSubmitted,
} from "@vc/contracts";
import { newId } from "@vc/service";
import { chosenByName, waitFor } from "@vc/testing";
import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Command } from "../src/orders/commands.ts";
import { advance, allowedActions, decide } from "../src/orders/decide.ts";
import { isFinal, moves } from "../src/orders/lifecycle.ts";
import type { Order } from "../src/orders/order.ts";
import { createOrderStore } from "../src/orders/store.ts";
import { type Part, partyOf, toOrderView } from "../src/orders/view.ts";
import { buildTestApp, type TestApp } from "./build-test-app.ts";
import { DAY, policy } from "./builders.ts";
import { COMMANDERS, everyCommand } from "./every-command.ts";
import { type Life, life, nextMoment } from "./lives.ts";

/**
 * The running service against the pure decider: random lives through HTTP, events and timers on a clock of the test's, and
 * after each step both must say the same.
 */

/** How long lives are lived; `MODEL_SEED` lives those of an earlier run again. */
const LIMIT_MS = 20_000;
const seed = Number(process.env.MODEL_SEED ?? Math.floor(Math.random() * 2 ** 31));

type Commander = (typeof COMMANDERS)[number];

let t: TestApp;
const listings = new Map<number | null, DataOf<typeof ListingPublished>>();

beforeAll(async () => {
  t = await buildTestApp();
  for (const revisionLimit of [null, 0, 1]) {
    listings.set(revisionLimit, await t.aPublishedListing({ revisionLimit }));
  }
});
afterAll(() => t?.stop());

const now = () => t.clock.now();
const asOfNow = (order: Order) => advance(order, now(), policy)?.order ?? order;

const people = {
  buyer: { id: () => t.buyerId, roles: ["user"] },
  seller: { id: () => t.sellerId, roles: ["user"] },
  mediator: { id: () => t.mediatorId, roles: ["user", "mediator"] },
} as const satisfies Record<Part, { id: () => string; roles: readonly ("user" | "mediator")[] }>;

function request(by: Part, method: "GET" | "POST" | "PUT", path: string, body?: object) {
  return t.call(people[by].id(), method, `/v1/orders/${path}`, body, {}, people[by].roles);
}

const exists = (order: Order, by: Part) =>
  partyOf(order, { accountId: people[by].id(), roles: [...people[by].roles] }) !== null;

/** What the API must show of the model, but for what counts reminders too: whether one came is the timers' matter. */
function shown(order: Order, by: Part) {
  return {
    ...toOrderView(asOfNow(order), {
      by,
      now: now(),
      // The service has heard of none of them.
      nameOf: () => ({ displayName: "", closed: true }),
      files: [],
    }),
    sequence: 0,
  };
}

async function place({ revisionLimit, brief }: Life): Promise<Order> {
  const listing = listings.get(revisionLimit);
  if (!listing) throw new Error("every limit has a listing");
  const body = {
    listingId: listing.listingId,
    expectedTotal: { amount: listing.basePrice, currency: "EUR" },
    ...(brief ? { brief } : {}),
  };
  const placed = await t.call(t.buyerId, "POST", "/v1/orders", body, { "idempotency-key": newId("order") });
  const order = await createOrderStore(t.platform.database).find(placed.body.id);
  if (!order) throw new Error("what was placed is stored");
  expect({ ...placed.body, sequence: 0 }).toEqual(shown(order, "buyer"));
  return order;
}

/** A fact from outside, once the service has taken it in. */
async function tell(order: Order, command: Command): Promise<void> {
  const inbox = t.platform.db.collection("inbox");
  const before = await inbox.countDocuments();
  if (command.action === "review") {
    await t.neighbours.tell(ReviewSubmitted, newId("review"), {
      reviewId: command.reviewId,
      orderId: order.id,
      listingId: order.listing.id,
      buyerId: order.buyerId,
      sellerId: order.sellerId,
      stars: 5,
      submittedAt: now().toISOString(),
    });
  } else {
    const paid = { id: order.id, total: euros(order.totalAmount) };
    if (command.action === "charge_back") await t.chargeBack(paid);
    else if (command.action === "win_chargeback") await t.decideChargeback(paid, "won");
    else if (command.action === "lose_chargeback") await t.decideChargeback(paid, "lost");
    else await t.pay(paid);
  }
  await waitFor(async () => (await inbox.countDocuments()) > before, {
    what: `${command.action} to be heard`,
  });
}

const isOfPayment = (action: string) => moves.some((move) => move.on === action && move.by === "payment");

const isForMediators = (action: string) =>
  moves.filter((move) => move.on === action).every((move) => move.by === "mediator");

/** A caller takes an action; the service must answer as the decider does. */
async function act(order: Order, by: Part, command: Command): Promise<Order> {
  const { action, ...body } = command;
  const before: OrderView | undefined = exists(order, by) ? shown(order, by) : undefined;
  const answer =
    action === "complete_brief"
      ? await request(by, "PUT", `${order.id}/brief`, body)
      : await request(by, "POST", `${order.id}/${action}`, body);
  const decision = decide(order, command, by, now(), policy);
  const after = decision.change?.order ?? order;

  if (isForMediators(action) && by !== "mediator") {
    expect(answer).toMatchObject({ status: 403, body: { code: "forbidden" } });
    return order;
  }
  if (!exists(order, by)) {
    expect(answer).toMatchObject({ status: 404, body: { code: "not_found" } });
    return order;
  }
  if (decision.kind === "refused" && decision.reason === "invalid_input") {
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ path: decision.path }] } });
    return after;
  }
  if (decision.kind === "refused") {
    const allowed = allowedActions(after, by, now());
    expect(answer).toMatchObject({ status: 409, body: { code: decision.reason, allowedActions: allowed } });
    expect(before?.allowedActions).not.toContain(action);
    return after;
  }
  expect(answer.status).toBe(200);
  expect({ ...answer.body, sequence: 0 }).toEqual(shown(after, by));
  if (decision.kind === "moved" && action !== "complete_brief") {
    expect(before?.allowedActions).toContain(action as OrderAction);
  }
  return after;
}

/** One command of the life: the usable ones, or all of them if it is wild. */
function chosen(order: Order, { choice, isWild }: Life["steps"][number]) {
  const all = COMMANDERS.flatMap((by: Commander) =>
    Object.entries(everyCommand(now()))
      .map(([name, command]: [string, Command]) => ({
        name: `${by}: ${name}`,
        by,
        command,
        action: command.action,
      }))
      .filter(({ action }) => (by === "payment") === isOfPayment(action))
      // What a bank does to a payment that the service has not heard of waits for it (R30).
      .filter(
        ({ action }) => action === "pay" || by !== "payment" || asOfNow(order).state !== "awaiting_payment",
      )
      .filter(({ action }) => action !== "review" || by === "buyer"),
  );
  const usable = isWild
    ? all
    : all.filter(({ by, command }) => decide(order, command, by, now(), policy).kind === "moved");
  return chosenByName(usable, ({ name }) => name, choice);
}

async function step(order: Order, each: Life["steps"][number]): Promise<Order> {
  t.clock.set(nextMoment(order, now(), each));
  if (each.timersFire) await t.platform.bus.fireDueTimers();
  const next = chosen(order, each);
  if (!next) return order;
  const { by, command } = next;
  if (by !== "payment" && command.action !== "review") return act(order, by, command);
  await tell(order, command);
  return decide(order, command, by, now(), policy).change?.order ?? order;
}

/** What each caller sees, and what does not exist for them. */
async function expectShown(order: Order): Promise<void> {
  for (const by of ["buyer", "seller", "mediator"] as const) {
    const { status, body } = await request(by, "GET", order.id);
    if (exists(order, by)) expect({ ...body, sequence: 0 }).toEqual(shown(order, by));
    else expect(status).toBe(404);
  }
}

/** The events that end a paid order. */
const ENDINGS: readonly EventType<{ orderId: string; settlement: unknown }>[] = [
  OrderRefused,
  OrderExpired,
  OrderCancelled,
  OrderCompleted,
];

/** R26, R27: by day 75 it has ended, by itself if no person ended it, and everything that was paid is settled. */
async function expectEnd(order: Order): Promise<void> {
  const end = (order.paidAt ?? order.placedAt).getTime() + 75 * DAY;
  if (now().getTime() < end) t.clock.set(new Date(end));
  await t.platform.bus.fireDueTimers();
  const { body } = await request("buyer", "GET", order.id);
  expect(isFinal(body.state)).toBe(true);
  expect({ ...body, sequence: 0 }).toEqual(shown(order, "buyer"));
  const { outcome, sequence }: OrderView = body;
  if (outcome === null || order.paidAt === null) return expect(outcome?.kind).toBe("payment_expired");
  const settlement = { refundAmount: outcome.refund.amount, releaseAmount: outcome.released.amount };
  expect(settlement.refundAmount + settlement.releaseAmount).toBe(order.totalAmount);
  expect(await t.toldOf(body)).toBe(sequence);
  const settledBy = ENDINGS.map((type) =>
    t.neighbours.timesHeard(
      type,
      (data) => data.orderId === order.id && isDeepStrictEqual(data.settlement, settlement),
    ),
  );
  expect(settledBy.toSorted()).toEqual([0, 0, 0, 1]);
}

/** Its timers would fire in the lives that come after it. */
async function forget(orderId: string): Promise<void> {
  await t.platform.db.collection("timers").deleteMany({ aggregateId: orderId });
  await t.platform.db.collection<{ _id: string }>("orders").deleteOne({ _id: orderId });
}

it(
  "R22, R26: the service does in every life what the decider says, and everything that was paid is settled by day 75",
  async () => {
    process.stdout.write(`lives of orders through HTTP: MODEL_SEED=${seed}\n`);
    const isOver = { after: performance.now() + LIMIT_MS };
    let lives = 0;
    await fc.assert(
      fc.asyncProperty(life, async (given) => {
        let order = await place(given);
        for (const each of given.steps) {
          order = await step(order, each);
          if (performance.now() > isOver.after) break;
        }
        await expectShown(order);
        await expectEnd(order);
        await forget(order.id);
        lives++;
      }),
      { seed, numRuns: 10_000, interruptAfterTimeLimit: LIMIT_MS, endOnFailure: true },
    );
    expect(lives).toBeGreaterThan(0);
  },
  LIMIT_MS * 3,
);
