import type { Channel, ConfirmChannel } from "amqplib";
import type { BrokerConnection } from "./connection.ts";
import { type Supervised, supervise } from "./supervise.ts";
import type { BusLog } from "./types.ts";
import { settledWithin } from "./waiting.ts";

/** One message on its way out. An empty exchange means: straight to the queue that the routing key names. */
export interface OutgoingMessage {
  readonly exchange: string;
  readonly routingKey: string;
  readonly body: Buffer;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly contentType?: string;
  readonly messageId?: string;
}

/**
 * - `confirmed`: the broker has it on disk in a queue.
 * - `returned`: it reached no queue; the broker gave it back.
 * - `unknown`: the broker refused it, or gave no answer in time. It may be there: sending it again can double it, and the
 *   inbox sorts that out.
 * - `unsendable`: it was never on its way and never will be as it is, such as with headers that do not fit into a frame.
 */
export type PublishOutcome = "confirmed" | "returned" | "unknown" | "unsendable";

export interface Publisher {
  isReady(): boolean;
  /** Sends all at once and waits for all answers. Never rejects. Outcomes stand in the order of the messages. */
  publish(messages: readonly OutgoingMessage[]): Promise<readonly PublishOutcome[]>;
  onReady(listener: () => void): void;
  stop(): Promise<void>;
}

/** Headers travel in one frame of 128 KiB at the most. The broker ends the whole connection over a larger one. */
const mostHeaderBytes = 120 * 1024;

interface Pending {
  wasReturned: boolean;
}

export interface PublisherOptions {
  readonly connection: BrokerConnection;
  /** Runs on each new channel before anything is published: declares what must be there. */
  prepare(channel: Channel): Promise<void>;
  /** A broker that is silent for so long is not there: the connection is given up. */
  readonly confirmTimeoutMs: number;
  readonly log: BusLog;
}

/** Publishes on a channel of its own with confirms. While the connection is away or blocked every outcome is `unknown` at once. */
export function openPublisher({ connection, prepare, confirmTimeoutMs, log }: PublisherOptions): Publisher {
  const pending = new Map<string, Pending>();
  let sent = 0;

  const channels: Supervised<ConfirmChannel> = supervise<ConfirmChannel>({
    what: "channel for publishing",
    log,
    open: async (lost, signal) => {
      const model = await connection.supervised.next(signal);
      const channel = await model.createConfirmChannel();
      channel.on("error", (error) => log.warn({ err: error }, "publishing channel error"));
      channel.on("close", () => lost("channel closed"));
      // The broker sends a return before the confirm of the same message.
      channel.on("return", (message) => {
        const entry = pending.get(String(message.properties.correlationId));
        if (entry) entry.wasReturned = true;
      });
      await prepare(channel);
      return { resource: channel, close: () => channel.close() };
    },
  });

  async function publishOne(channel: ConfirmChannel, message: OutgoingMessage): Promise<PublishOutcome> {
    if (Buffer.byteLength(JSON.stringify(message.headers)) > mostHeaderBytes) return "unsendable";
    // Returned messages are told apart by this number: a message id can be under way to several queues at once.
    const correlationId = String(++sent);
    const entry: Pending = { wasReturned: false };
    pending.set(correlationId, entry);
    const { exchange, routingKey, body, headers, contentType, messageId } = message;
    try {
      await new Promise<void>((resolve, reject) => {
        channel.publish(
          exchange,
          routingKey,
          body,
          {
            persistent: true,
            mandatory: true,
            headers,
            correlationId,
            ...(contentType !== undefined && { contentType }),
            ...(messageId !== undefined && { messageId }),
          },
          (error: unknown) => (error ? reject(error) : resolve()),
        );
      });
      return entry.wasReturned ? "returned" : "confirmed";
    } catch (error) {
      log.debug({ err: error, messageId, exchange, routingKey }, "no confirm");
      return "unknown";
    } finally {
      pending.delete(correlationId);
    }
  }

  return {
    isReady: () => channels.current() !== undefined && !connection.isBlocked(),
    onReady: (listener) => channels.onOpen(listener),
    stop: () => channels.stop(),
    publish: async (messages) => {
      const channel = channels.current();
      if (!channel || connection.isBlocked()) return messages.map(() => "unknown");
      const outcomes: PublishOutcome[] = messages.map(() => "unknown");
      const all = messages.map(async (message, index) => {
        outcomes[index] = await publishOne(channel, message);
      });
      const inTime = await settledWithin(Promise.all(all), confirmTimeoutMs);
      // A blocked broker is alive and will answer; any other silence means that the connection is dead.
      if (!inTime && !connection.isBlocked()) {
        connection.supervised.giveUp("confirms did not come in time");
        // A channel notices its connection's end only when the peer answers, and this peer does not.
        channels.giveUp("confirms did not come in time");
      }
      // Exchanges or queues were deleted under us: a new channel declares them again.
      if (outcomes.includes("returned")) channels.giveUp("messages were returned");
      return [...outcomes];
    },
  };
}
