import { type Channel, connect } from "amqplib";
import { declareTopology, deleteTopology } from "./broker/declare-topology.ts";
import { timerLadder } from "./broker/delay-tiers.ts";
import { namesOf } from "./broker/topology.ts";
import { openInbox } from "./consume/inbox.ts";
import { DEFAULT_RETRY_DELAYS_MS } from "./consume/retry.ts";
import { createDeclarations, eventNames } from "./declarations.ts";
import { openOutbox } from "./outbox/outbox.ts";
import { openRunningBus, type RunningBus } from "./running-bus.ts";
import type { OutboxEntry } from "./shared/documents.ts";
import { sortableId } from "./shared/ids.ts";
import { openLeases } from "./shared/leases.ts";
import { createMetrics } from "./shared/metrics.ts";
import { createFireTimers } from "./timers/fire-timers.ts";
import { sweep } from "./timers/sweeper.ts";
import { openTimers } from "./timers/timers.ts";
import { createTransactions } from "./transaction.ts";
import type { Bus, BusOptions } from "./types.ts";

/** A confirm normally takes milliseconds. */
const DEFAULT_CONFIRM_TIMEOUT_MS = 8_000;
const DEFAULT_OUTBOX_WINDOW = 250;
const DEFAULT_OUTBOX_POLL_MS = 1_000;
const DEFAULT_OUTBOX_LEASE_MS = 10_000;
const DEFAULT_SWEEP_EVERY_MS = 10_000;
const DEFAULT_SWEEP_OVERDUE_MS = 60_000;

/** Composes a bus. Nothing is opened before `start()`; transactions also work before it, and their events wait. */
export function createBus(options: BusOptions): Bus {
  const { namespace = "" } = options;
  if (options.expireQueuesAfterMs !== undefined && namespace === "")
    throw new Error("expireQueuesAfterMs is for a namespace: without one, these queues are the real ones");
  const stopped = new AbortController();
  const parts = composeParts(options, stopped.signal, (entries) => running?.nudge(entries));
  const { declarations, outbox, inbox, timers, metrics, transaction, firing, log } = parts;
  let running: RunningBus | undefined;

  function beforeStart(add: () => void): void {
    if (running) throw new Error("declare consumers, timers and broadcasts before start()");
    add();
  }

  return {
    transaction,
    consume: (consumer) => beforeStart(() => declarations.addConsumer(consumer)),
    onTimer: (kind, handle) => beforeStart(() => declarations.addTimerHandler(kind, handle)),
    broadcast: (subscriptions) => beforeStart(() => declarations.addBroadcasts(subscriptions)),
    start: async () => {
      beforeStart(declarations.check);
      await Promise.all([outbox, inbox, timers].map((part) => part.ensureIndexes()));
      metrics.expect(
        declarations.consumers.map(({ queue }) => queue),
        [...declarations.timerHandlers.keys()],
      );
      metrics.watchOutbox(outbox.size);
      metrics.watchKept(async () => {
        if (!running) throw new Error("not started");
        return running.depths();
      });
      running = openRunningBus(parts);
    },
    stop: async () => {
      if (!running || stopped.signal.aborted) return;
      await running.stop(() => stopped.abort());
    },
    readiness: () => running?.readiness() ?? { ready: false, detail: "not started" },
    declare: async () => {
      declarations.check();
      await onOwnChannel(options.amqpUrl, (channel) => declareTopology(channel, declarations.topology()));
    },
    describe: () => ({
      consumes: declarations.consumers.map(({ queue, subscriptions }) => ({
        queue,
        events: eventNames(subscriptions),
      })),
      timers: [...declarations.timerHandlers.keys()],
      broadcasts: declarations.broadcastEvents(),
    }),
    fireDueTimers: () => sweep({ timers, fire: firing.fire, log }, 0, "demand"),
    deleteTopology: async () => {
      if (namespace === "")
        throw new Error("deleteTopology is for a namespace: without one, these queues are the real ones");
      await onOwnChannel(options.amqpUrl, (channel) => deleteTopology(channel, declarations.topology()));
    },
  };
}

/** Everything that a bus consists of before it is started. */
function composeParts(
  options: BusOptions,
  stopped: AbortSignal,
  committed: (entries: readonly OutboxEntry[]) => void,
) {
  const { service, amqpUrl, client, db, log, namespace = "" } = options;
  const clock = options.clock ?? { now: () => new Date() };
  const names = namesOf(namespace, service);
  const owner = sortableId("bus");
  const retryDelaysMs = options.retryDelaysMs ?? DEFAULT_RETRY_DELAYS_MS;
  const ladder = timerLadder(options.exactWindowsMs ?? []);
  const { expireQueuesAfterMs } = options;
  const declarations = createDeclarations({ service, names, retryDelaysMs, ladder, expireQueuesAfterMs });
  const metrics = createMetrics(options.registry);
  const outbox = openOutbox(db, { owner, leaseMs: options.outbox?.leaseMs ?? DEFAULT_OUTBOX_LEASE_MS });
  const timers = openTimers(db, clock);
  const handlers = declarations.timerHandlers;
  const transaction = createTransactions({
    client,
    sourceOf: options.sourceOf ?? (() => service),
    outbox,
    timers,
    names,
    clock,
    timerKinds: handlers,
    committed,
  });
  const timerParts = { timers, handlers, transaction, clock, metrics, names, log, stopped };
  return {
    ...timerParts,
    service,
    amqpUrl,
    owner,
    declarations,
    ladder,
    retryDelaysMs,
    outbox,
    inbox: openInbox(db),
    leases: openLeases(db, owner),
    firing: createFireTimers(timerParts),
    confirmTimeoutMs: options.confirmTimeoutMs ?? DEFAULT_CONFIRM_TIMEOUT_MS,
    outboxWindow: options.outbox?.window ?? DEFAULT_OUTBOX_WINDOW,
    outboxPollEveryMs: options.outbox?.pollEveryMs ?? DEFAULT_OUTBOX_POLL_MS,
    sweepEveryMs: options.timers?.sweepEveryMs ?? DEFAULT_SWEEP_EVERY_MS,
    sweepOverdueMs: options.timers?.sweepOverdueMs ?? DEFAULT_SWEEP_OVERDUE_MS,
  };
}

async function onOwnChannel(amqpUrl: string, work: (channel: Channel) => Promise<void>): Promise<void> {
  const connection = await connect(amqpUrl);
  // A failure rejects the call that met it; an "error" without a listener would end the process.
  connection.on("error", () => {});
  try {
    const channel = await connection.createChannel();
    channel.on("error", () => {});
    await work(channel);
  } finally {
    await connection.close().catch(() => {});
  }
}
