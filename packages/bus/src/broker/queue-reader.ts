import type { Channel, ConsumeMessage } from "amqplib";
import { NotStarted } from "../shared/not-started.ts";
import { settledWithin } from "../shared/waiting.ts";
import type { BusLog } from "../types.ts";
import type { BrokerConnection } from "./connection.ts";
import { type ChannelSubscription, subscribe } from "./subscribe.ts";
import { type Supervised, supervise } from "./supervise.ts";

export interface QueueReader {
  isReading(): boolean;
  /** Takes no further message, waits this long for those in hand, and returns the rest to the broker. */
  stop(withinMs: number): Promise<void>;
}

export interface QueueReaderOptions {
  readonly connection: BrokerConnection;
  readonly queue: string;
  /**
   * Resolves when this process's publisher has declared the whole topology. RabbitMQ answers the second declaration of
   * a quorum queue before the queue has started, and closes the connection of a consumer that comes then (541).
   */
  declared(signal: AbortSignal): Promise<unknown>;
  /** Runs on each new channel before it consumes. */
  prepare(channel: Channel): Promise<void>;
  /** How many unacknowledged messages this reader holds at a time; one while a suspect is among them. */
  readonly prefetch: number;
  /** `false`: the broker forgets a message when it has sent it; `handle` must not reject. */
  readonly acknowledge: boolean;
  /**
   * Resolves when the message can be acknowledged, because its effect or a copy is safe. Rejects when it cannot decide:
   * the channel is reopened, and the broker delivers the message again, up to the queue's delivery limit.
   */
  handle(message: ConsumeMessage): Promise<void>;
  /** Runs at the start of `stop`: messages that are not started are returned by rejecting with `NotStarted`. */
  stopping?(): void;
  readonly log: BusLog;
}

/** A healthy broker answers in milliseconds. */
const CANCEL_TIMEOUT_MS = 500;
const CLOSE_TIMEOUT_MS = 1_000;

/** Reads a queue until it is stopped. It reopens the channel when channel, connection, queue or broker are lost. */
export function readQueue(options: QueueReaderOptions): QueueReader {
  const { connection, queue, prefetch, acknowledge, log } = options;
  const inHand = new Set<Promise<void>>();
  let isStopping = false;

  const subscription: Supervised<ChannelSubscription> = supervise<ChannelSubscription>({
    what: `consumer of ${queue}`,
    log,
    open: async (lost, signal) => {
      const model = await connection.supervised.next(signal);
      await options.declared(signal);
      const channel = await model.createChannel();
      channel.on("error", (error) => log.warn({ queue, err: error }, "consumer channel error"));
      channel.on("close", () => lost("channel closed"));
      await options.prepare(channel);
      const resource = await subscribe(channel, {
        queue,
        prefetch,
        acknowledge,
        isStopping: () => isStopping,
        receive: (message) => {
          const work = take(channel, message, lost);
          inHand.add(work);
          void work.finally(() => inHand.delete(work));
        },
        lost,
      });
      return { resource, close: () => channel.close() };
    },
  });

  /** Never rejects. */
  async function take(
    channel: Channel,
    message: ConsumeMessage,
    lost: (reason: string) => void,
  ): Promise<void> {
    const messageId: unknown = message.properties.messageId;
    try {
      await options.handle(message);
    } catch (error) {
      if (error instanceof NotStarted) return;
      log.error({ queue, messageId, err: error }, "a message could not be handled or sent on");
      lost("a message could not be handled or sent on");
      return;
    }
    if (!acknowledge) return;
    connection.sendTogether();
    try {
      channel.ack(message);
    } catch (error) {
      // The channel was lost meanwhile: the message is redelivered, and the inbox recognises it.
      log.debug({ queue, messageId, err: error }, "could not be acknowledged");
    }
  }

  return {
    isReading: () => subscription.current() !== undefined,
    stop: async (withinMs) => {
      isStopping = true;
      options.stopping?.();
      const current = subscription.current();
      if (current) await settledWithin(current.cancel(), CANCEL_TIMEOUT_MS);
      await settledWithin(Promise.all(inHand), withinMs);
      await settledWithin(subscription.stop(), CLOSE_TIMEOUT_MS);
    },
  };
}
