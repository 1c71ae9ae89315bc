import { ListOrdersQuery, ORDER_STATES, type OrderState } from "@vc/contracts";
import { newId, openConnection, openDatabase } from "@vc/service";
import { createNamespace } from "@vc/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { anOrder, DAY, HOUR, MINUTE, PLACED_AT } from "../../test/builders.ts";
import { isFinal } from "./lifecycle.ts";
import type { OrderDocument } from "./model.ts";
import type { Order } from "./order.ts";
import { toDocument } from "./order-document.ts";
import { createOrderStore } from "./store.ts";

const namespace = createNamespace();
const connection = await openConnection(
  { url: namespace.mongoUrl, database: namespace.dbName },
  { monitorCommands: true },
);
const client = connection.getClient();
const db = client.db(namespace.dbName);
const database = openDatabase(connection);
const store = createOrderStore(database);

const now = new Date("2026-06-01T12:00:00.000Z");
const [buyerId, sellerId] = [newId("account"), newId("account")];

/** Orders of all states, close together and far apart, some of them placed in the same millisecond. */
const ages = [0, 0, MINUTE, MINUTE, 50 * MINUTE, 5 * HOUR, 2 * DAY, 40 * DAY, 300 * DAY, 2_500 * DAY];
const models = ORDER_STATES.map((state) => anOrder({ state }));
const orders = ages.flatMap((age) => models.map((model) => placedAt(model, now.getTime() - age)));
const elses = models.map((model) => ({ ...placedAt(model, now.getTime()), buyerId: newId("account") }));

function placedAt(model: Order, ms: number): Order {
  const later = (at: Date) => new Date(at.getTime() + ms - PLACED_AT.getTime());
  const deadlines = model.deadlines.map((each) => ({ ...each, at: later(each.at) }));
  return { ...model, id: newId("order"), buyerId, sellerId, placedAt: new Date(ms), deadlines };
}

beforeAll(async () => {
  await database.ensureIndexes();
  const strangers = elses.map((order) => ({ ...order, sellerId: newId("account") }));
  await db.collection<OrderDocument>("orders").insertMany([...orders, ...strangers].map(toDocument));
});
afterAll(async () => {
  await connection.close();
  await namespace.cleanup();
});

async function walk(query: Partial<ListOrdersQuery>): Promise<Order[]> {
  const seen: Order[] = [];
  let cursor: string | undefined;
  do {
    const asked = ListOrdersQuery.parse({ limit: 7, ...query, cursor });
    const page = await store.list(query.role === "seller" ? sellerId : buyerId, asked, now);
    seen.push(...page.items);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return seen;
}

const nextDeadline = (order: Order) => Math.min(...order.deadlines.map(({ at }) => at.getTime()));
const compare = (a: number, b: number) => (a === b ? 0 : a < b ? -1 : 1);
const byAge = (a: Order, b: Order) =>
  compare(b.placedAt.getTime(), a.placedAt.getTime()) || (a.id < b.id ? -1 : 1);
const inOrder = {
  newest: byAge,
  deadline: (a: Order, b: Order) => compare(nextDeadline(a), nextDeadline(b)) || byAge(a, b),
};

describe.each(["newest", "deadline"] as const)("the list by %s", (sort) => {
  it.each([undefined, ...ORDER_STATES])(
    "R8: walks through %s once, in its order, on both sides",
    async (state) => {
      for (const role of ["buyer", "seller"] as const) {
        const own = orders.filter(
          (order) => (!state || order.state === state) && (role === "buyer" || order.paidAt),
        );
        const seen = await walk({ role, sort, state });
        expect(seen.map(({ id }) => id)).toEqual(own.toSorted(inOrder[sort]).map(({ id }) => id));
      }
    },
  );

  it("continues behind the place where a page ended, after any change", async () => {
    const first = await store.list(buyerId, ListOrdersQuery.parse({ limit: 5, sort }), now);
    const gone = first.items.at(-1);
    if (!gone || first.nextCursor === null) throw new Error("the first page is not full");
    await db.collection<OrderDocument>("orders").deleteOne({ _id: gone.id });
    const asked = ListOrdersQuery.parse({ limit: 100, sort, cursor: first.nextCursor });
    const rest = await store.list(buyerId, asked, now);
    await db.collection<OrderDocument>("orders").insertOne(toDocument(gone));
    const all = orders.toSorted(inOrder[sort]).map(({ id }) => id);
    expect(rest.items.map(({ id }) => id)).toEqual(all.slice(5, 105));
  });
});

it.each(["buyer", "seller"] as const)(
  "R15: counts the orders of a %s by state, and the late ones",
  async (role) => {
    const { states, late } = await store.count(role === "buyer" ? buyerId : sellerId, role, now);
    const own = orders.filter((order) => role === "buyer" || order.paidAt);
    expect(Object.values(states).reduce((sum, count) => sum + count, 0)).toBe(own.length);
    for (const state of ORDER_STATES) {
      expect(states[state]).toBe(own.filter((order) => order.state === state).length);
    }
    const isLate = ({ state, dueAt }: Order) => state === "in_progress" && dueAt !== null && dueAt < now;
    expect(late).toBe(own.filter(isLate).length);
    expect(late).toBeGreaterThan(0);
  },
);

/** The queries that the work sends to the orders. */
async function findsOf(work: () => Promise<unknown>): Promise<{ filter: object; sort: Map<string, 1> }[]> {
  const finds: { filter: object; sort: Map<string, 1> }[] = [];
  const note = ({ command }: { command: Record<string, unknown> }) => {
    if (command.find === "orders") finds.push(command as never);
  };
  client.on("commandStarted", note);
  await work();
  client.off("commandStarted", note);
  return finds;
}

describe("what the lists ask the database", () => {
  const lists = (["buyer", "seller"] as const).flatMap((role) =>
    (["newest", "deadline"] as const).flatMap((sort) =>
      ([undefined, "pending", "completed"] satisfies (OrderState | undefined)[]).map((state) => ({
        role,
        sort,
        state,
      })),
    ),
  );

  it.each(lists)(
    "$role, $sort, $state: every query is one stretch of one index, in its order",
    async (query) => {
      const finds = await findsOf(() => walk(query));
      expect(finds.length).toBeGreaterThan(0);
      const indexes = (await db.collection("orders").indexes()).map(({ key }) => Object.keys(key).join());
      for (const { filter, sort } of finds) {
        const fields = Object.entries(filter);
        // All but the last are equal to something; the range of the last is the order of the list.
        expect(fields.slice(0, -1).every(([, value]) => typeof value !== "object")).toBe(true);
        expect(sort).toEqual(new Map([[fields.at(-1)?.[0], 1]]));
        expect(indexes).toContain(fields.map(([name]) => name).join());
      }
    },
  );

  it("a page of a full list takes few queries, one of an empty list not many more", async () => {
    const ask = (state?: OrderState) =>
      store.list(
        sellerId,
        ListOrdersQuery.parse({ role: "seller", sort: "deadline", limit: 20, state }),
        now,
      );
    expect((await findsOf(() => ask())).length).toBeLessThanOrEqual(8);
    const ofStranger = ListOrdersQuery.parse({ role: "seller", sort: "deadline", limit: 20 });
    expect((await findsOf(() => store.list(newId("account"), ofStranger, now))).length).toBeLessThanOrEqual(
      16,
    );
  });
});

it("R42: an account with an order that is not final has one open, on either side", async () => {
  const session = client.startSession();
  for (const order of elses) {
    const hasOpen = await store.hasOpen(order.buyerId, session);
    expect([order.state, hasOpen]).toEqual([order.state, !isFinal(order.state)]);
  }
  expect(await store.hasOpen(sellerId, session)).toBe(true);
  expect(await store.hasOpen(newId("account"), session)).toBe(false);
  await session.endSession();
});

it("R42: reads all orders of an account in batches, the oldest first", async () => {
  const session = client.startSession();
  for (const accountId of [buyerId, sellerId]) {
    const seen: string[] = [];
    for (let place: string | null = null; ; ) {
      const batch: Awaited<ReturnType<typeof store.ofParty>> = await store.ofParty(
        accountId,
        place,
        17,
        session,
      );
      if (batch.place === null) break;
      place = batch.place;
      seen.push(...batch.orders.map(({ id }) => id));
    }
    expect(seen).toEqual(
      orders
        .toSorted(byAge)
        .toReversed()
        .map(({ id }) => id),
    );
  }
  await session.endSession();
});
