import { type Channel, connect } from "amqplib";
import { type BrokerConnection, openConnection } from "./broker/connection.ts";
import { declareTopology, deleteTopology } from "./broker/declare-topology.ts";
import { plainTier, timerLadder } from "./broker/delay-tiers.ts";
import { openPublisher, type Publisher } from "./broker/publisher.ts";
import { type QueueReader, readQueue } from "./broker/queue-reader.ts";
import { consumerPart, namesOf, type Topology, topologyOf, topologyProblems } from "./broker/topology.ts";
import { defaultHandlerTimeoutMs } from "./consume/attempt.ts";
import { broadcastHandler, type EventConsumer, eventHandler } from "./consume/consume-events.ts";
import { openInbox } from "./consume/inbox.ts";
import { defaultRetryDelaysMs, gapDelayMs } from "./consume/retry.ts";
import { createRetryOrPark } from "./consume/retry-or-park.ts";
import { createMetrics } from "./operate/metrics.ts";
import { readDepths } from "./operate/queue-depths.ts";
import { openOutbox } from "./outbox/outbox.ts";
import { type Relay, startRelay } from "./outbox/relay.ts";
import { sortableId } from "./shared/ids.ts";
import { openLeases } from "./shared/leases.ts";
import { settledWithin } from "./shared/waiting.ts";
import { createFireTimers, type TimerHandler, triggerHandler, triggersInHand } from "./timers/fire-timers.ts";
import { runSweeper, sweep, sweeperLease } from "./timers/sweeper.ts";
import { openTimers } from "./timers/timers.ts";
import { createTransactions } from "./transaction.ts";
import type { Bus, BusOptions, ConsumerOptions, Subscription } from "./types.ts";

const defaultConcurrency = 10;
const defaultPrefetch = 100;
const defaultBatch = { most: 32, forMs: 100 };
const broadcastPrefetch = 100;
/** An ordinary confirm takes milliseconds. */
const defaultConfirmTimeoutMs = 8_000;
/** With what a reader needs to leave (1.5 s), `stop()` in all takes 8 s at the most: a launcher kills after 10. */
const finishInHandMs = 3_500;
const flushMs = 1_500;
const closeMs = 1_000;
const releaseMs = 500;

interface Running {
  readonly publishing: BrokerConnection;
  readonly consuming: BrokerConnection;
  readonly publisher: Publisher;
  readonly relay: Relay;
  readonly readers: readonly QueueReader[];
  readonly sweeping: Promise<void>;
  readonly stopSweeping: AbortController;
}

/** Composes a bus. Nothing is opened before `start()`; transactions work before it too, and what they publish waits. */
export function createBus(options: BusOptions): Bus {
  const { service, amqpUrl, client, db, log, namespace = "" } = options;
  const clock = options.clock ?? { now: () => new Date() };
  const retryDelaysMs = options.retryDelaysMs ?? defaultRetryDelaysMs;
  if (options.expireQueuesAfterMs !== undefined && namespace === "")
    throw new Error("expireQueuesAfterMs is for a namespace: without one, these queues are the real ones");
  const ladder = timerLadder(options.exactWindowsMs ?? []);
  const owner = sortableId("bus");
  const names = namesOf(namespace, service);
  const metrics = createMetrics(options.registry);
  const outbox = openOutbox(db, { owner, leaseMs: options.outbox?.leaseMs ?? 10_000 });
  const inbox = openInbox(db);
  const timers = openTimers(db, clock);
  const leases = openLeases(db, owner);

  const consumers: (ConsumerOptions & EventConsumer)[] = [];
  const broadcasts: Subscription[] = [];
  const timerHandlers = new Map<string, TimerHandler>();
  let running: Running | undefined;

  const transaction = createTransactions({
    client,
    service,
    outbox,
    timers,
    names,
    clock,
    timerKinds: timerHandlers,
    committed: (outboxIds) => running?.relay.nudge(outboxIds),
  });
  const stopHard = new AbortController();
  const timerParts = {
    timers,
    handlers: timerHandlers,
    transaction,
    clock,
    metrics,
    names,
    log,
    stopped: stopHard.signal,
  };
  const { fire, stop: stopFiring } = createFireTimers(timerParts);

  function demandNotStarted(): void {
    if (running) throw new Error("declare consumers, timers and broadcasts before start()");
  }

  function topology(): Topology {
    const hasTimers = timerHandlers.size > 0;
    const retryTiers = consumers.length > 0 || hasTimers ? retryDelaysMs.map(plainTier) : [];
    const gapTiers = consumers.some(({ order }) => order === "gapless") ? [plainTier(gapDelayMs)] : [];
    return topologyOf({
      names,
      consumers: consumers.map(({ queue, subscriptions }) => ({ queue, events: eventNames(subscriptions) })),
      broadcastEvents: broadcastEvents(),
      hasTimers,
      tiers: [...retryTiers, ...gapTiers, ...(hasTimers ? ladder : [])],
      expireQueuesAfterMs: options.expireQueuesAfterMs,
    });
  }

  function broadcastEvents(): readonly string[] {
    return [...new Set(eventNames(broadcasts))];
  }

  function demandSoundTopology(): void {
    const problems = topologyProblems(
      consumers.map(({ purpose, subscriptions }) => ({ purpose, events: eventNames(subscriptions) })),
    );
    if (problems.length > 0) throw new Error(`the bus of ${service} cannot start: ${problems.join("; ")}`);
  }

  async function onChannelOfItsOwn(work: (channel: Channel) => Promise<void>): Promise<void> {
    const connection = await connect(amqpUrl);
    // What goes wrong rejects the call that met it; an "error" without a listener would end the process.
    connection.on("error", () => {});
    try {
      const channel = await connection.createChannel();
      channel.on("error", () => {});
      await work(channel);
    } finally {
      await connection.close().catch(() => {});
    }
  }

  function open(): Running {
    const publishing = openConnection({ amqpUrl, name: `${service} publishing`, log });
    const consuming = openConnection({ amqpUrl, name: `${service} consuming`, log });
    const publisher = openPublisher({
      connection: publishing,
      prepare: (channel) => declareTopology(channel, topology()),
      confirmTimeoutMs: options.confirmTimeoutMs ?? defaultConfirmTimeoutMs,
      log,
    });
    const relay = startRelay({
      outbox,
      publisher,
      names,
      ladder,
      clock,
      metrics,
      log,
      window: options.outbox?.window ?? 250,
      pollEveryMs: options.outbox?.pollEveryMs ?? 1_000,
    });
    const retryOrPark = createRetryOrPark({ publisher, names, retryDelaysMs, log, stopped: stopHard.signal });
    const readers: QueueReader[] = consumers.map((consumer) => {
      const { handle, stop } = eventHandler(consumer, {
        transaction,
        inbox,
        retryOrPark,
        metrics,
        log,
        stopped: stopHard.signal,
      });
      return readQueue({
        connection: consuming,
        queue: consumer.queue,
        prepare: (channel) => declareTopology(channel, consumerPart(topology(), names, consumer.queue)),
        prefetch: consumer.prefetch ?? defaultPrefetch,
        acknowledge: true,
        handle,
        stopping: stop,
        log,
      });
    });
    if (timerHandlers.size > 0) {
      readers.push(
        readQueue({
          connection: consuming,
          queue: names.timers,
          prepare: (channel) => declareTopology(channel, consumerPart(topology(), names, names.timers)),
          prefetch: triggersInHand,
          acknowledge: true,
          handle: triggerHandler({ ...timerParts, fire, retryOrPark, ladder }),
          stopping: stopFiring,
          log,
        }),
      );
    }
    if (broadcasts.length > 0) readers.push(readBroadcasts(consuming));
    const stopSweeping = new AbortController();
    const sweeping =
      timerHandlers.size === 0
        ? Promise.resolve()
        : runSweeper({
            timers,
            fire,
            log,
            leases,
            everyMs: options.timers?.sweepEveryMs ?? 10_000,
            overdueMs: options.timers?.sweepOverdueMs ?? 60_000,
            stopped: stopSweeping.signal,
          });
    return { publishing, consuming, publisher, relay, readers, sweeping, stopSweeping };
  }

  function readBroadcasts(connection: BrokerConnection): QueueReader {
    const queue = names.queue(`broadcast.${owner}`);
    return readQueue({
      connection,
      queue,
      prepare: async (channel) => {
        await declareTopology(channel, consumerPart(topology(), names, names.broadcast));
        await channel.assertQueue(queue, { exclusive: true, autoDelete: true, durable: false });
        for (const event of broadcastEvents()) await channel.bindQueue(queue, names.events, event);
      },
      prefetch: broadcastPrefetch,
      acknowledge: false,
      handle: broadcastHandler(broadcasts, log),
      log,
    });
  }

  return {
    transaction,
    consume: (consumer) => {
      demandNotStarted();
      consumers.push({
        ...consumer,
        queue: names.queue(consumer.purpose),
        order: consumer.order ?? "any",
        timeoutMs: consumer.timeoutMs ?? defaultHandlerTimeoutMs,
        concurrency: consumer.concurrency ?? defaultConcurrency,
        batch: { ...defaultBatch, ...consumer.batch },
      });
    },
    onTimer: (kind, handle) => {
      demandNotStarted();
      if (timerHandlers.has(kind)) throw new Error(`timers of kind "${kind}" are handled twice`);
      timerHandlers.set(kind, handle);
    },
    broadcast: (subscriptions) => {
      demandNotStarted();
      broadcasts.push(...subscriptions);
    },
    start: async () => {
      demandNotStarted();
      demandSoundTopology();
      await Promise.all([outbox, inbox, timers].map((part) => part.ensureIndexes()));
      metrics.watchOutbox(outbox.size);
      metrics.watchKept(() => readDepths(running?.publishing, names));
      running = open();
    },
    stop: async () => {
      if (!running || stopHard.signal.aborted) return;
      const { readers, relay, publisher, publishing, consuming, sweeping, stopSweeping } = running;
      stopSweeping.abort();
      await Promise.all([
        ...readers.map((reader) => reader.stop(finishInHandMs)),
        settledWithin(sweeping, finishInHandMs),
      ]);
      stopHard.abort();
      await relay.stop(flushMs);
      const closing = publisher
        .stop()
        .then(() => Promise.all([publishing.supervised.stop(), consuming.supervised.stop()]));
      await settledWithin(closing, closeMs);
      await settledWithin(leases.release(sweeperLease), releaseMs);
    },
    readiness: () => readinessOf(running),
    declare: () => {
      demandSoundTopology();
      return onChannelOfItsOwn((channel) => declareTopology(channel, topology()));
    },
    describe: () => ({
      consumes: consumers.map(({ queue, subscriptions }) => ({ queue, events: eventNames(subscriptions) })),
    }),
    fireDueTimers: () => sweep({ timers, fire, log }, 0, "demand"),
    deleteTopology: async () => {
      if (namespace === "")
        throw new Error("deleteTopology is for a namespace: without one, these queues are the real ones");
      await onChannelOfItsOwn((channel) => deleteTopology(channel, topology()));
    },
  };
}

function eventNames(subscriptions: readonly Subscription[]): string[] {
  return subscriptions.map(({ type }) => type.name);
}

function readinessOf(running: Running | undefined): { ready: boolean; detail: string } {
  if (!running) return { ready: false, detail: "not started" };
  const { publishing, publisher, readers } = running;
  if (publishing.isBlocked()) return { ready: false, detail: "the broker has blocked publishing" };
  if (!publisher.isReady()) return { ready: false, detail: "not connected for publishing" };
  const silent = readers.filter((reader) => !reader.isReading()).length;
  if (silent > 0)
    return { ready: false, detail: `${silent} of ${readers.length} consumers are not subscribed` };
  return { ready: true, detail: "connected" };
}
