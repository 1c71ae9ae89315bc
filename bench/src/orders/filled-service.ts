import type { OrderDocument } from "@vc/orders/src/orders/model.ts";
import type { Order } from "@vc/orders/src/orders/order.ts";
import { toDocument } from "@vc/orders/src/orders/order-document.ts";
import type { MongoClient } from "mongodb";
import type { Place } from "../servers.ts";
import type { ServiceProcesses } from "../service-processes.ts";
import { type People, pendingOrders, somePeople } from "./made-orders.ts";

const PER_INSERT = 1_000;

/** The orders service as a process of its own, on a database that is filled beside it. */
export async function openFilledService(
  place: Place,
  processes: ServiceProcesses,
  client: MongoClient,
  name: string,
) {
  const { url } = await processes.start("orders", {
    database: `orders_${name}`,
    namespace: `orders_${name}`,
  });
  const db = client.db(`${place.prefix}orders_${name}`);
  const orders = db.collection<OrderDocument>("orders");
  const people: People = somePeople();
  const names = [people.busySellerId, ...people.sellerIds, ...people.buyerIds].map((_id) => ({
    _id,
    displayName: `Person ${_id.slice(-6)}`,
  }));
  await db.collection<{ _id: string; displayName: string }>("accounts").insertMany(names);

  /** As the service's store writes them; until the moment given, and returns how many there was time for. */
  async function store(made: Iterable<Order>, endsAt = Number.POSITIVE_INFINITY): Promise<number> {
    let stored = 0;
    let batch: OrderDocument[] = [];
    const write = async () => {
      if (batch.length > 0) await orders.insertMany(batch, { ordered: false });
      stored += batch.length;
      batch = [];
    };
    for (const order of made) {
      if (batch.push(toDocument(order)) < PER_INSERT) continue;
      await write();
      if (performance.now() > endsAt) return stored;
    }
    await write();
    return stored;
  }

  async function ask(accountId: string, method: "GET" | "POST", path: string): Promise<unknown> {
    const answer = await fetch(`${url}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${tokenOf(accountId)}`,
        ...(method === "POST" ? { "content-type": "application/json" } : {}),
      },
      ...(method === "POST" ? { body: "{}" } : {}),
    });
    if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
    return answer.json();
  }

  /** Tokens are made before anything is timed, and again before they run out after ten minutes. */
  const tokens = new Map<string, { token: string; madeAt: number }>();
  function tokenOf(accountId: string): string {
    const known = tokens.get(accountId);
    if (known && performance.now() - known.madeAt < 300_000) return known.token;
    const token = processes.keys.tokenFor({ accountId });
    tokens.set(accountId, { token, madeAt: performance.now() });
    return token;
  }

  return {
    people,
    store,

    /** Stores so many orders that can be accepted now. */
    async storePending(count: number): Promise<readonly Order[]> {
      const made = pendingOrders(count, people, new Date());
      await store(made);
      for (const accountId of [people.busySellerId, ...people.sellerIds]) tokenOf(accountId);
      return made;
    },

    /** Milliseconds that the seller's acceptance takes. */
    accept: ({ id, sellerId }: Order) => timed(() => ask(sellerId, "POST", `/v1/orders/${id}/accept`)),

    /** Milliseconds that a page of the busy seller's sales takes, and where the next one begins. */
    async list(query: string, cursor: string | null) {
      let page: unknown;
      const after = cursor === null ? "" : `&cursor=${encodeURIComponent(cursor)}`;
      const ms = await timed(async () => {
        page = await ask(people.busySellerId, "GET", `/v1/orders?role=seller&${query}${after}`);
      });
      // The service's own answer, whose schema it checks itself.
      const { items, nextCursor } = page as { items: unknown[]; nextCursor: string | null };
      if (items.length === 0) throw new Error("the busy seller has no orders");
      return { ms, nextCursor };
    },
  };
}

export type FilledService = Awaited<ReturnType<typeof openFilledService>>;

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}
