import type { Channel, ConfirmChannel } from "amqplib";
import type { BusLog } from "../types.ts";
import type { BrokerConnection } from "./connection.ts";
import { createPendingConfirms, type PendingConfirms, type PublishOutcome } from "./pending-confirms.ts";
import { type Supervised, supervise } from "./supervise.ts";

export type { PublishOutcome } from "./pending-confirms.ts";

/** A message to send. An empty exchange means: straight to the queue that the routing key names. */
export interface OutgoingMessage {
  readonly exchange: string;
  readonly routingKey: string;
  readonly body: Buffer;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly contentType?: string;
  readonly messageId?: string;
}

export interface Publisher {
  isReady(): boolean;
  /** Sends, and calls `settled` exactly once with the outcome. Never throws. */
  publish(message: OutgoingMessage, settled: (outcome: PublishOutcome) => void): void;
  onReady(listener: () => void): void;
  /** Resolves when a channel is open and the topology declared on it. Rejects when the signal aborts or it stops first. */
  declared(signal: AbortSignal): Promise<unknown>;
  stop(): Promise<void>;
}

/** Headers travel in one frame of at most 128 KiB. The broker closes the whole connection over a larger one. */
const MAX_HEADER_BYTES = 120 * 1024;
/** No character takes more bytes in JSON. */
const MAX_BYTES_PER_CHARACTER = 6;

export interface PublisherOptions {
  readonly connection: BrokerConnection;
  /** Runs on each new channel before anything is published: declares the topology. */
  prepare(channel: Channel): Promise<void>;
  /** A broker that is silent for this long counts as lost: its connection is given up. */
  readonly confirmTimeoutMs: number;
  readonly log: BusLog;
}

/**
 * Publishes with confirms on a channel of its own. While the connection is away or blocked, every outcome is `unknown`
 * at once.
 */
export function openPublisher({ connection, prepare, confirmTimeoutMs, log }: PublisherOptions): Publisher {
  let mustReopen = false;
  const confirms = createPendingConfirms<ConfirmChannel>({
    confirmTimeoutMs,
    isBlocked: connection.isBlocked,
    settling: (outcome, remaining) => {
      // Exchanges or queues were deleted: a new channel declares them again, once this one's answers are in.
      if (outcome === "returned") mustReopen = true;
      if (mustReopen && remaining === 0) channels.giveUp("messages were returned");
    },
    timedOut: () => {
      connection.supervised.giveUp("confirms did not come in time");
      // A channel notices the end of its connection only by an answer of the peer, and this peer does not answer.
      channels.giveUp("confirms did not come in time");
    },
  });

  const channels: Supervised<ConfirmChannel> = supervise<ConfirmChannel>({
    what: "channel for publishing",
    log,
    open: async (lost, signal) => {
      const model = await connection.supervised.next(signal);
      const channel = await model.createConfirmChannel();
      channel.on("error", (error) => log.warn({ err: error }, "publishing channel error"));
      // Before amqplib's own listener, which calls each confirm's callback as if the broker had refused the message.
      channel.prependListener("close", () => {
        confirms.loseChannel(channel);
        lost("channel closed");
      });
      channel.on("return", ({ properties }) => confirms.markReturned(String(properties.correlationId)));
      await prepare(channel);
      mustReopen = false;
      return { resource: channel, close: () => channel.close() };
    },
  });

  const isReady = () => !mustReopen && channels.current() !== undefined && !connection.isBlocked();

  return {
    isReady,
    onReady: (listener) => channels.onOpen(listener),
    declared: (signal) => channels.next(signal),
    stop: () => channels.stop(),
    publish: (message, settled) => {
      const channel = channels.current();
      if (!channel || !isReady()) return settled("unknown");
      if (!fitsIntoFrame(message.headers)) return settled("unsendable");
      const correlationId = confirms.add(channel, settled);
      connection.sendTogether();
      send(channel, message, correlationId, confirms, log);
    },
  };
}

function send(
  channel: ConfirmChannel,
  { exchange, routingKey, body, headers, contentType, messageId }: OutgoingMessage,
  correlationId: string,
  confirms: PendingConfirms<ConfirmChannel>,
  log: BusLog,
): void {
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
      (error: unknown) => confirms.settle(correlationId, error ? "refused" : "confirmed"),
    );
  } catch (error) {
    log.debug({ err: error, messageId, exchange, routingKey }, "could not be sent");
    confirms.settle(correlationId, "unknown");
  }
}

/** Counts characters, which is quick, and bytes only where the characters do not decide. */
function fitsIntoFrame(headers: Readonly<Record<string, unknown>>): boolean {
  let characters = 0;
  for (const [name, value] of Object.entries(headers)) {
    if (typeof value === "object") characters = Number.POSITIVE_INFINITY;
    // 32: quotes and commas, or a number.
    else characters += name.length + 32 + (typeof value === "string" ? value.length : 0);
  }
  if (characters * MAX_BYTES_PER_CHARACTER <= MAX_HEADER_BYTES) return true;
  return Buffer.byteLength(JSON.stringify(headers)) <= MAX_HEADER_BYTES;
}
