import type { Channel, ConsumeMessage } from "amqplib";
import { NotBegun } from "../consume/batches.ts";
import { settledWithin } from "../shared/waiting.ts";
import type { BusLog } from "../types.ts";
import type { BrokerConnection } from "./connection.ts";
import { type Supervised, supervise } from "./supervise.ts";

export interface QueueReader {
  isReading(): boolean;
  /** Takes no more, lets what is in hand end for so long, and gives the rest back to the broker. */
  stop(withinMs: number): Promise<void>;
}

export interface QueueReaderOptions {
  readonly connection: BrokerConnection;
  readonly queue: string;
  /** Runs on each new channel before it consumes. */
  prepare(channel: Channel): Promise<void>;
  /** How many unanswered messages this reader holds at a time; one, as long as a suspect is in hand. */
  readonly prefetch: number;
  /** `false`: the broker forgets a message when it has sent it; `handle` must not reject. */
  readonly acknowledge: boolean;
  /**
   * Ends when the message's fate is safe elsewhere; only then it is acknowledged. Rejecting is for what it cannot
   * decide: the channel is opened again, and the broker delivers the message anew, up to the queue's delivery limit.
   */
  handle(message: ConsumeMessage): Promise<void>;
  /** At the beginning of `stop`: what is in hand and not begun is given back by rejecting with `NotBegun`. */
  stopping?(): void;
  readonly log: BusLog;
}

/** A broker that is there answers in milliseconds. */
const cancelMs = 500;
const closeMs = 1_000;

/** A message that came back so often without an answer may be what killed the process each time. */
const suspectAfterDeliveries = 2;

interface Subscribed {
  readonly channel: Channel;
  consumerTag: string;
}

/**
 * Reads a queue for as long as it is not stopped, whatever happens to channel, connection, queue or broker meanwhile.
 *
 * It begins with one message at a time, and goes on with many once it is given one that is no suspect. The broker counts
 * a delivery of everything that was in hand when a process died, not only of what killed it: taken by the hundred, a
 * poison message would bring a hundred others to the delivery limit with it.
 */
export function readQueue(options: QueueReaderOptions): QueueReader {
  const { connection, queue, log } = options;
  const inHand = new Set<Promise<void>>();
  let isStopping = false;

  const subscription: Supervised<Subscribed> = supervise<Subscribed>({
    what: `consumer of ${queue}`,
    log,
    open: async (lost, signal) => {
      const model = await connection.supervised.next(signal);
      const channel = await model.createChannel();
      channel.on("error", (error) => log.warn({ queue, err: error }, "consumer channel error"));
      channel.on("close", () => lost("channel closed"));
      await options.prepare(channel);
      const subscribed: Subscribed = { channel, consumerTag: "" };
      let isCareful = options.acknowledge && options.prefetch > 1;

      async function consume(consumerTag: string, prefetch: number): Promise<void> {
        subscribed.consumerTag = consumerTag;
        await channel.prefetch(prefetch);
        await channel.consume(queue, receive, { consumerTag, noAck: !options.acknowledge });
      }

      function receive(message: ConsumeMessage | null): void {
        if (!message) {
          lost("the broker cancelled the consumer");
          return;
        }
        if (isCareful && !isSuspect(message)) {
          isCareful = false;
          takeMany().catch(() => lost("the subscription could not be widened"));
        }
        const work = take(channel, message, lost);
        inHand.add(work);
        void work.finally(() => inHand.delete(work));
      }

      /** A prefetch holds for the subscriptions that begin after it. */
      async function takeMany(): Promise<void> {
        await channel.cancel(subscribed.consumerTag);
        if (!isStopping) await consume("many", options.prefetch);
      }

      await (isCareful ? consume("one", 1) : consume("many", options.prefetch));
      return { resource: subscribed, close: () => channel.close() };
    },
  });

  /** Never rejects. */
  async function take(
    channel: Channel,
    message: ConsumeMessage,
    lost: (reason: string) => void,
  ): Promise<void> {
    try {
      await options.handle(message);
    } catch (error) {
      if (error instanceof NotBegun) return;
      log.error(
        { queue, messageId: message.properties.messageId, err: error },
        "a message could not be answered for",
      );
      lost("a message could not be answered for");
      return;
    }
    if (!options.acknowledge) return;
    connection.sendTogether();
    try {
      channel.ack(message);
    } catch (error) {
      // The channel has gone meanwhile: the message comes again, and the inbox knows it.
      log.debug({ queue, messageId: message.properties.messageId, err: error }, "could not be acknowledged");
    }
  }

  return {
    isReading: () => subscription.current() !== undefined,
    stop: async (withinMs) => {
      isStopping = true;
      options.stopping?.();
      const subscribed = subscription.current();
      if (subscribed) await settledWithin(subscribed.channel.cancel(subscribed.consumerTag), cancelMs);
      await settledWithin(Promise.all(inHand), withinMs);
      await settledWithin(subscription.stop(), closeMs);
    },
  };
}

function isSuspect({ properties }: ConsumeMessage): boolean {
  const deliveries: unknown = properties.headers?.["x-delivery-count"];
  return typeof deliveries === "number" && deliveries >= suspectAfterDeliveries;
}
