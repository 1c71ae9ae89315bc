import type { DelayTier } from "./broker/delay-tiers.ts";
import { plainTier } from "./broker/delay-tiers.ts";
import { type Names, type Topology, topologyOf, topologyProblems } from "./broker/topology.ts";
import { DEFAULT_HANDLER_TIMEOUT_MS } from "./consume/attempt.ts";
import type { EventConsumer } from "./consume/consume-events.ts";
import { GAP_DELAY_MS } from "./consume/retry.ts";
import type { TimerHandler } from "./timers/fire-timers.ts";
import type { ConsumerOptions, Subscription } from "./types.ts";

const DEFAULT_CONCURRENCY = 10;
const DEFAULT_PREFETCH = 100;
const defaultBatch = { maxSize: 32, maxMs: 100 };

export interface DeclaredConsumer extends EventConsumer {
  readonly purpose: string;
  readonly prefetch: number;
}

/** What a service declares before `start()`: consumers, broadcasts and timer handlers. */
export interface Declarations {
  readonly consumers: readonly DeclaredConsumer[];
  readonly broadcasts: readonly Subscription[];
  readonly timerHandlers: ReadonlyMap<string, TimerHandler>;
  addConsumer(consumer: ConsumerOptions): void;
  addBroadcasts(subscriptions: readonly Subscription[]): void;
  /** @throws Error when the kind has a handler already */
  addTimerHandler(kind: string, handle: TimerHandler): void;
  broadcastEvents(): readonly string[];
  /** @throws Error that names every declaration that would lose or misdeliver messages */
  check(): void;
  topology(): Topology;
}

export function createDeclarations(options: {
  readonly service: string;
  readonly names: Names;
  readonly retryDelaysMs: readonly number[];
  readonly ladder: readonly DelayTier[];
  readonly expireQueuesAfterMs: number | undefined;
}): Declarations {
  const { service, names, retryDelaysMs, ladder, expireQueuesAfterMs } = options;
  const consumers: DeclaredConsumer[] = [];
  const broadcasts: Subscription[] = [];
  const timerHandlers = new Map<string, TimerHandler>();
  const broadcastEvents = () => [...new Set(eventNames(broadcasts))];

  function tiers(): readonly DelayTier[] {
    const hasTimers = timerHandlers.size > 0;
    const retryTiers = consumers.length > 0 || hasTimers ? retryDelaysMs.map(plainTier) : [];
    const gapTiers = consumers.some(({ order }) => order === "gapless") ? [plainTier(GAP_DELAY_MS)] : [];
    return [...retryTiers, ...gapTiers, ...(hasTimers ? ladder : [])];
  }

  return {
    consumers,
    broadcasts,
    timerHandlers,
    addConsumer: (consumer) => void consumers.push(withDefaults(consumer, names)),
    addBroadcasts: (subscriptions) => void broadcasts.push(...subscriptions),
    addTimerHandler: (kind, handle) => {
      if (timerHandlers.has(kind)) throw new Error(`timers of kind "${kind}" are handled twice`);
      timerHandlers.set(kind, handle);
    },
    broadcastEvents,
    check: () => {
      const problems = topologyProblems(
        consumers.map(({ purpose, subscriptions }) => ({ purpose, events: eventNames(subscriptions) })),
      );
      if (problems.length > 0) throw new Error(`the bus of ${service} cannot start: ${problems.join("; ")}`);
    },
    topology: () =>
      topologyOf({
        names,
        consumers: consumers.map(({ queue, subscriptions }) => ({
          queue,
          events: eventNames(subscriptions),
        })),
        broadcastEvents: broadcastEvents(),
        hasTimers: timerHandlers.size > 0,
        tiers: tiers(),
        expireQueuesAfterMs,
      }),
  };
}

export function eventNames(subscriptions: readonly Subscription[]): string[] {
  return subscriptions.map(({ type }) => type.name);
}

function withDefaults(consumer: ConsumerOptions, names: Names): DeclaredConsumer {
  return {
    ...consumer,
    queue: names.queue(consumer.purpose),
    order: consumer.order ?? "any",
    timeoutMs: consumer.timeoutMs ?? DEFAULT_HANDLER_TIMEOUT_MS,
    concurrency: consumer.concurrency ?? DEFAULT_CONCURRENCY,
    prefetch: consumer.prefetch ?? DEFAULT_PREFETCH,
    batch: { ...defaultBatch, ...consumer.batch },
  };
}
