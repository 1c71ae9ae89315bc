import { type BrokerConnection, openConnection } from "./broker/connection.ts";
import { declareTopology } from "./broker/declare-topology.ts";
import type { DelayTier } from "./broker/delay-tiers.ts";
import { openPublisher, type Publisher } from "./broker/publisher.ts";
import { type QueueReader, type QueueReaderOptions, readQueue } from "./broker/queue-reader.ts";
import { consumerPart } from "./broker/topology.ts";
import { broadcastHandler } from "./consume/broadcast.ts";
import { eventHandler } from "./consume/consume-events.ts";
import type { Inbox } from "./consume/inbox.ts";
import { createRetryOrPark, type RetryOrPark } from "./consume/retry-or-park.ts";
import type { Declarations, DeclaredConsumer } from "./declarations.ts";
import { readDepths } from "./operate/queue-depths.ts";
import type { Outbox } from "./outbox/outbox.ts";
import { type Relay, startRelay } from "./outbox/relay.ts";
import type { OutboxEntry } from "./shared/documents.ts";
import type { Leases } from "./shared/leases.ts";
import type { KeptMessages } from "./shared/metrics.ts";
import { settledWithin } from "./shared/waiting.ts";
import type { FireTimers, TimerParts } from "./timers/fire-timers.ts";
import { TRIGGER_PREFETCH, triggerHandler } from "./timers/handle-triggers.ts";
import { runSweeper, SWEEPER_LEASE } from "./timers/sweeper.ts";

const BROADCAST_PREFETCH = 100;
/** With the 1.5 s that a reader needs to close, `stop()` takes at most 8 s in all: a launcher kills after 10. */
const FINISH_IN_HAND_MS = 3_500;
const FLUSH_MS = 1_500;
const CLOSE_MS = 1_000;
const RELEASE_MS = 500;

export interface RunningBusParts extends TimerParts {
  readonly service: string;
  readonly amqpUrl: string;
  /** Names this process's own broadcast queue. */
  readonly owner: string;
  readonly declarations: Declarations;
  readonly ladder: readonly DelayTier[];
  readonly retryDelaysMs: readonly number[];
  readonly confirmTimeoutMs: number;
  readonly outbox: Outbox;
  readonly outboxWindow: number;
  readonly outboxPollEveryMs: number;
  readonly inbox: Inbox;
  readonly leases: Leases;
  readonly firing: FireTimers;
  readonly sweepEveryMs: number;
  readonly sweepOverdueMs: number;
}

/** A started bus: connections, relay, readers and sweeper. */
export interface RunningBus {
  nudge(entries: readonly OutboxEntry[]): void;
  depths(): Promise<KeptMessages>;
  readiness(): { readonly ready: boolean; readonly detail: string };
  /** @param abandon runs when the readers have had their time: work that still waits is to end at once */
  stop(abandon: () => void): Promise<void>;
}

export function openRunningBus(parts: RunningBusParts): RunningBus {
  const { service, amqpUrl, names, log, leases } = parts;
  const publishing = openConnection({ amqpUrl, name: `${service} publishing`, log });
  const consuming = openConnection({ amqpUrl, name: `${service} consuming`, log });
  const { publisher, relay } = openPublishing(parts, publishing);
  const { retryDelaysMs, stopped } = parts;
  const retryOrPark = createRetryOrPark({ publisher, names, retryDelaysMs, log, stopped });
  const readers = openReaders(parts, consuming, publisher, retryOrPark);
  const sweeper = startSweeper(parts);
  return {
    nudge: relay.nudge,
    depths: () => readDepths(publishing, names),
    readiness: () => readinessOf(publishing, publisher, readers),
    stop: async (abandon) => {
      sweeper.stop();
      await Promise.all([
        ...readers.map((reader) => reader.stop(FINISH_IN_HAND_MS)),
        settledWithin(sweeper.ended, FINISH_IN_HAND_MS),
      ]);
      abandon();
      await relay.stop(FLUSH_MS);
      const closing = publisher
        .stop()
        .then(() => Promise.all([publishing.supervised.stop(), consuming.supervised.stop()]));
      await settledWithin(closing, CLOSE_MS);
      await settledWithin(leases.release(SWEEPER_LEASE), RELEASE_MS);
    },
  };
}

function openPublishing(
  parts: RunningBusParts,
  connection: BrokerConnection,
): { publisher: Publisher; relay: Relay } {
  const { declarations, confirmTimeoutMs, log, outboxWindow, outboxPollEveryMs } = parts;
  const publisher = openPublisher({
    connection,
    prepare: (channel) => declareTopology(channel, declarations.topology()),
    confirmTimeoutMs,
    log,
  });
  const relay = startRelay({ ...parts, publisher, window: outboxWindow, pollEveryMs: outboxPollEveryMs });
  return { publisher, relay };
}

/** A connection, and when the topology is there. */
type ReadFrom = Pick<QueueReaderOptions, "connection" | "declared">;

function openReaders(
  parts: RunningBusParts,
  connection: BrokerConnection,
  { declared }: Publisher,
  retryOrPark: RetryOrPark,
): readonly QueueReader[] {
  const { declarations } = parts;
  const from = { connection, declared };
  return [
    ...declarations.consumers.map((consumer) => readEvents(parts, from, retryOrPark, consumer)),
    ...(declarations.timerHandlers.size > 0 ? [readTriggers(parts, from, retryOrPark)] : []),
    ...(declarations.broadcasts.length > 0 ? [readBroadcasts(parts, from)] : []),
  ];
}

function readEvents(
  parts: RunningBusParts,
  from: ReadFrom,
  retryOrPark: RetryOrPark,
  consumer: DeclaredConsumer,
): QueueReader {
  const { names, declarations, log } = parts;
  const { queue, prefetch } = consumer;
  const { handle, stop } = eventHandler(consumer, { ...parts, retryOrPark });
  return readQueue({
    ...from,
    queue,
    prepare: (channel) => declareTopology(channel, consumerPart(declarations.topology(), names, queue)),
    prefetch,
    acknowledge: true,
    handle,
    stopping: stop,
    log,
  });
}

function readTriggers(parts: RunningBusParts, from: ReadFrom, retryOrPark: RetryOrPark): QueueReader {
  const { names, declarations, firing, log } = parts;
  return readQueue({
    ...from,
    queue: names.timers,
    prepare: (channel) =>
      declareTopology(channel, consumerPart(declarations.topology(), names, names.timers)),
    prefetch: TRIGGER_PREFETCH,
    acknowledge: true,
    handle: triggerHandler({ ...parts, fire: firing.fire, retryOrPark }),
    stopping: firing.stop,
    log,
  });
}

function readBroadcasts(parts: RunningBusParts, from: ReadFrom): QueueReader {
  const { names, declarations, owner, log } = parts;
  const queue = names.queue(`broadcast.${owner}`);
  return readQueue({
    ...from,
    queue,
    prepare: async (channel) => {
      await declareTopology(channel, consumerPart(declarations.topology(), names, names.broadcast));
      await channel.assertQueue(queue, { exclusive: true, autoDelete: true, durable: false });
      for (const event of declarations.broadcastEvents()) {
        await channel.bindQueue(queue, names.events, event);
      }
    },
    prefetch: BROADCAST_PREFETCH,
    acknowledge: false,
    handle: broadcastHandler(declarations.broadcasts, log),
    log,
  });
}

function startSweeper(parts: RunningBusParts): { readonly ended: Promise<void>; stop(): void } {
  const stopping = new AbortController();
  const { timers, firing, log, leases, sweepEveryMs, sweepOverdueMs } = parts;
  const ended =
    parts.declarations.timerHandlers.size === 0
      ? Promise.resolve()
      : runSweeper({
          timers,
          fire: firing.fire,
          log,
          leases,
          everyMs: sweepEveryMs,
          overdueMs: sweepOverdueMs,
          stopped: stopping.signal,
        });
  return { ended, stop: () => stopping.abort() };
}

function readinessOf(
  publishing: BrokerConnection,
  publisher: Publisher,
  readers: readonly QueueReader[],
): { ready: boolean; detail: string } {
  if (publishing.isBlocked()) return { ready: false, detail: "the broker has blocked publishing" };
  if (!publisher.isReady()) return { ready: false, detail: "not connected for publishing" };
  const silent = readers.filter((reader) => !reader.isReading()).length;
  if (silent > 0)
    return { ready: false, detail: `${silent} of ${readers.length} consumers are not subscribed` };
  return { ready: true, detail: "connected" };
}
