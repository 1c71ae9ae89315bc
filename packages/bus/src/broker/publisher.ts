import type { Channel, ConfirmChannel } from "amqplib";
import type { BusLog } from "../types.ts";
import type { BrokerConnection } from "./connection.ts";
import { type Supervised, supervise } from "./supervise.ts";

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
 * - `refused`: the broker answered that it does not take it.
 * - `unknown`: no answer, because the connection is away or was lost. It may be there: sending it again can double it,
 *   and the inbox sorts that out.
 * - `unsendable`: it was never on its way and never will be as it is, such as with headers that do not fit into a frame.
 */
export type PublishOutcome = "confirmed" | "returned" | "refused" | "unknown" | "unsendable";

export interface Publisher {
  isReady(): boolean;
  /** Sends, and calls `settled` exactly once with what became of it. Never throws. */
  publish(message: OutgoingMessage, settled: (outcome: PublishOutcome) => void): void;
  onReady(listener: () => void): void;
  stop(): Promise<void>;
}

/** Headers travel in one frame of 128 KiB at the most. The broker ends the whole connection over a larger one. */
const mostHeaderBytes = 120 * 1024;
/** No character takes more bytes in JSON. */
const mostBytesPerCharacter = 6;

interface UnderWay {
  readonly channel: ConfirmChannel;
  readonly sentAt: number;
  readonly settled: (outcome: PublishOutcome) => void;
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
  // By correlation id, in the order of sending: the first has waited longest.
  const underWay = new Map<string, UnderWay>();
  let sent = 0;
  let blockedUntil = 0;
  let isWatching = false;
  let mustReopen = false;

  const channels: Supervised<ConfirmChannel> = supervise<ConfirmChannel>({
    what: "channel for publishing",
    log,
    open: async (lost, signal) => {
      const model = await connection.supervised.next(signal);
      const channel = await model.createConfirmChannel();
      channel.on("error", (error) => log.warn({ err: error }, "publishing channel error"));
      // Before amqplib's own listener, which calls each confirm's callback as if the broker had refused the message.
      channel.prependListener("close", () => {
        giveUpAnswersOf(channel);
        lost("channel closed");
      });
      // The broker sends a return before the confirm of the same message.
      channel.on("return", (message) => {
        const entry = underWay.get(String(message.properties.correlationId));
        if (entry) entry.wasReturned = true;
      });
      await prepare(channel);
      mustReopen = false;
      return { resource: channel, close: () => channel.close() };
    },
  });

  function settle(correlationId: string, outcome: PublishOutcome): void {
    const entry = underWay.get(correlationId);
    if (!entry) return;
    underWay.delete(correlationId);
    // Exchanges or queues were deleted under us: a new channel declares them again, once this one's answers are in.
    if (outcome === "returned") mustReopen = true;
    if (mustReopen && underWay.size === 0) channels.giveUp("messages were returned");
    entry.settled(outcome);
  }

  function giveUpAnswersOf(channel: ConfirmChannel): void {
    for (const [correlationId, entry] of [...underWay]) {
      if (entry.channel === channel) settle(correlationId, "unknown");
    }
  }

  /** One timer for everything that is under way: it looks again when the oldest could have waited too long. */
  function watchSilence(): void {
    if (isWatching) return;
    isWatching = true;
    setTimeout(() => {
      isWatching = false;
      const [oldest] = underWay.values();
      if (!oldest) return;
      // A blocked broker is alive and will answer; any other silence means that the connection is dead.
      if (connection.isBlocked()) blockedUntil = performance.now();
      else if (waitedMs(oldest) >= confirmTimeoutMs) {
        connection.supervised.giveUp("confirms did not come in time");
        // A channel notices its connection's end only when the peer answers, and this peer does not.
        channels.giveUp("confirms did not come in time");
        giveUpAnswersOf(oldest.channel);
        return;
      }
      watchSilence();
    }, untilOverdueMs());
  }

  function waitedMs(entry: UnderWay): number {
    return performance.now() - Math.max(entry.sentAt, blockedUntil);
  }

  function untilOverdueMs(): number {
    const [oldest] = underWay.values();
    return Math.max(1, confirmTimeoutMs - (oldest ? waitedMs(oldest) : 0));
  }

  const isReady = () => !mustReopen && channels.current() !== undefined && !connection.isBlocked();

  return {
    isReady,
    onReady: (listener) => channels.onOpen(listener),
    stop: () => channels.stop(),
    publish: (message, settled) => {
      const channel = channels.current();
      if (!channel || !isReady()) return settled("unknown");
      if (!fitsIntoFrame(message.headers)) return settled("unsendable");
      // Returned messages are told apart by this number: a message id can be under way to several queues at once.
      const correlationId = String(++sent);
      const { exchange, routingKey, body, headers, contentType, messageId } = message;
      const entry = { channel, sentAt: performance.now(), settled, wasReturned: false };
      underWay.set(correlationId, entry);
      watchSilence();
      connection.sendTogether();
      try {
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
          (error: unknown) => {
            if (error) settle(correlationId, "refused");
            else settle(correlationId, entry.wasReturned ? "returned" : "confirmed");
          },
        );
      } catch (error) {
        log.debug({ err: error, messageId, exchange, routingKey }, "could not be sent");
        settle(correlationId, "unknown");
      }
    },
  };
}

/** Counts characters, which is quick, and bytes only where that does not settle it. */
function fitsIntoFrame(headers: Readonly<Record<string, unknown>>): boolean {
  let characters = 0;
  for (const [name, value] of Object.entries(headers)) {
    if (typeof value === "object") characters = Number.POSITIVE_INFINITY;
    // 32: quotes and commas, or a number.
    else characters += name.length + 32 + (typeof value === "string" ? value.length : 0);
  }
  if (characters * mostBytesPerCharacter <= mostHeaderBytes) return true;
  return Buffer.byteLength(JSON.stringify(headers)) <= mostHeaderBytes;
}
