import { MongoClient } from "mongodb";
import { createBus, on } from "../src/index.ts";

/**
 * Two services on one broker: `shop` publishes that an order is paid, `parcels` packs it, and prints a reminder two
 * seconds later, because it was not sent. Run it with `MONGO_URL=… AMQP_URL=… node packages/bus/example/main.ts`, twice at a
 * time if you like, kill it wherever you like, and start it again: what was committed goes on.
 */
const orderPaid = {
  name: "shop.order.paid.v1",
  // Any object with such a `parse` will do; in practice it is a zod schema.
  schema: {
    parse(input: unknown): { readonly amountCents: number } {
      if (typeof input === "object" && input !== null && "amountCents" in input) {
        if (typeof input.amountCents === "number") return { amountCents: input.amountCents };
      }
      throw new Error("not a paid order");
    },
  },
};

const { MONGO_URL = "", AMQP_URL = "", PREFIX = "" } = process.env;
const say = (line: string) => process.stdout.write(`${line}\n`);
const complain = (fields: object, message: string) =>
  process.stderr.write(`${message} ${JSON.stringify(fields)}\n`);
const log = { debug: () => {}, info: () => {}, warn: complain, error: complain };

const client = await new MongoClient(MONGO_URL).connect();
const common = { amqpUrl: AMQP_URL, client, log, namespace: PREFIX };
const orders = client.db(`${PREFIX}shop`);
const parcels = client.db(`${PREFIX}parcels`);
const shop = createBus({ ...common, service: "shop", db: orders });
const post = createBus({ ...common, service: "parcels", db: parcels });
const isReminded = Promise.withResolvers<void>();

post.consume({
  purpose: "orders",
  subscriptions: [
    on(orderPaid, async ({ aggregateId, data }, tx) => {
      const parcel = { orderId: aggregateId, state: "packed", worthCents: data.amountCents };
      await parcels.collection("parcels").insertOne(parcel, { session: tx.session });
      tx.armTimer({ aggregateId, kind: "remind", dueAt: new Date(Date.now() + 2_000) });
      say(`${aggregateId}: packed`);
    }),
  ],
});
post.onTimer("remind", async ({ aggregateId }, tx) => {
  await parcels
    .collection("parcels")
    .updateOne({ orderId: aggregateId }, { $set: { isReminded: true } }, { session: tx.session });
  say(`${aggregateId}: not sent yet`);
  isReminded.resolve();
});

// A consumer's queue is there before anything is published for it.
await post.declare();
await Promise.all([shop.start(), post.start()]);
const orderId = `order_${Date.now()}`;
await shop.transaction(async (tx) => {
  await orders.collection("orders").insertOne({ orderId, state: "paid" }, { session: tx.session });
  tx.publish(orderPaid, { aggregateId: orderId, sequence: 1, data: { amountCents: 1_500 } });
});
say(`${orderId}: paid`);

await isReminded.promise;
await Promise.all([shop.stop(), post.stop()]);
if (PREFIX !== "") await Promise.all([shop.deleteTopology(), post.deleteTopology()]);
await client.close();
