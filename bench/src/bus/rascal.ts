import type { EventEmitter } from "node:events";
import rascalPackage from "rascal";
import { type Contestant, PREFETCH, quorum, type Sample } from "./contestant.ts";
import { openEventStore } from "./event-store.ts";

/** Its connections take 100 channels by default; a round with a database has this many in flight. */
const CHANNELS = 50;

/** Configured by its README: confirm channels (its default), and `ackOrNack` after the effect. */
export const rascal: Contestant = {
  name: "rascal",
  open: async ({ place, storing, onEffect }) => {
    const store = await openEventStore(place, storing);
    const exchange = `${place.prefix}rascal`;
    const queue = `${place.prefix}rascal.effects`;
    const url = new URL(place.amqpUrl);
    const vhost = url.pathname.length > 1 ? decodeURIComponent(url.pathname.slice(1)) : "/";
    // `timeout` is its default; the type declarations are of an older version and do not know `noDelay`.
    const socketOptions = { timeout: 10_000, noDelay: true };
    const broker = await rascalPackage.BrokerAsPromised.create({
      vhosts: {
        [vhost]: {
          connection: { url: place.amqpUrl, socketOptions },
          // A publication holds a channel until its confirm; with the default of 5 there are never more under way.
          publicationChannelPools: { confirmPool: { max: CHANNELS, min: CHANNELS, autostart: true } },
          exchanges: { [exchange]: { type: "topic", options: { durable: true } } },
          queues: { [queue]: { options: { durable: true, arguments: quorum } } },
          bindings: { effects: { source: exchange, destination: queue, bindingKey: "bench.sample.#" } },
          publications: {
            sample: {
              exchange,
              routingKey: "bench.sample.taken.v1",
              confirm: true,
              options: { persistent: true },
            },
          },
          subscriptions: { effects: { queue, prefetch: PREFETCH } },
        },
      },
    });
    // Nor do they know the "error" of a broker.
    (broker as EventEmitter).on("error", (error) => process.stderr.write(`rascal: ${String(error)}\n`));
    const subscription = await broker.subscribe("effects");
    subscription.on("message", async (_message, sample: Sample, ackOrNack) => {
      await store.effect(sample);
      onEffect(sample);
      ackOrNack();
    });
    // Nor of a subscription.
    (subscription as EventEmitter).on("error", (error) => process.stderr.write(`rascal: ${String(error)}\n`));
    return {
      publish: (sample) =>
        store.publish(sample, async () => {
          const publication = await broker.publish("sample", sample, { options: { messageId: sample.id } });
          await new Promise<void>((resolve, reject) => {
            publication.on("success", () => resolve());
            publication.on("error", reject);
          });
        }),
      close: async () => {
        await broker.unsubscribeAll();
        // Its own way to remove what its configuration made.
        await broker.nuke();
        await store.close();
      },
    };
  },
};
