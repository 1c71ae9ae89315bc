import { Counter, Gauge, Histogram, Registry } from "prom-client";

/** The result of a delivery: see `consume-events.ts`. */
export type ConsumeResult = "applied" | "duplicate" | "outdated" | "retried" | "parked";
export type FiredBy = "trigger" | "sweeper" | "demand";

export interface OutboxSize {
  readonly entries: number;
  readonly oldestAgeMs: number;
}

/** Messages that wait for an operator. */
export interface KeptMessages {
  readonly unroutable: number;
  readonly parked: number;
}

export interface Metrics {
  /** @param latencyMs from the write to the outbox to the broker's confirm */
  published(event: string, latencyMs: number): void;
  consumed(queue: string, result: ConsumeResult, durationMs: number): void;
  fired(kind: string, by: FiredBy, latenessMs: number): void;
  /** Makes the counters that alerts look at exist: what begins with its first event has no increase to see. */
  expect(queues: readonly string[], timerKinds: readonly string[]): void;
  /** Called only when metrics are read: counting costs a query. */
  watchOutbox(size: () => Promise<OutboxSize>): void;
  /** As above: reading costs a round trip to the broker. */
  watchKept(depths: () => Promise<KeptMessages>): void;
}

const BUCKETS_SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** The bus's metrics. Several buses of one process (in tests) share the metrics of one registry. */
export function createMetrics(registry: Registry = new Registry()): Metrics {
  const registers = [registry];

  function counter<Label extends string>(name: string, help: string, labelNames: Label[]): Counter<Label> {
    // prom-client forgets the labels' type in its registry; the name stands for it.
    const known = registry.getSingleMetric(name) as Counter<Label> | undefined;
    return known ?? new Counter({ name, help, labelNames, registers });
  }
  function histogram<Label extends string>(
    name: string,
    help: string,
    labelNames: Label[],
  ): Histogram<Label> {
    // As above.
    const known = registry.getSingleMetric(name) as Histogram<Label> | undefined;
    return known ?? new Histogram({ name, help, labelNames, buckets: BUCKETS_SECONDS, registers });
  }

  const published = counter("bus_published_total", "Messages that the broker confirmed", ["event"]);
  const publishing = histogram("bus_publish_seconds", "From outbox to the broker's confirm", ["event"]);
  const consumed = counter("bus_consumed_total", "Deliveries by result", ["queue", "result"]);
  const retries = counter("bus_retries_total", "Deliveries that were sent to a retry tier", ["queue"]);
  const parked = counter("bus_parked_total", "Messages that were parked; alert on any", ["queue"]);
  const handling = histogram("bus_handle_seconds", "From delivery to acknowledgement", ["queue"]);
  const fired = counter("bus_timers_fired_total", "Timers that fired", ["kind", "by"]);
  const sweeperFires = counter("bus_sweeper_fires_total", "Timers whose trigger never came; alert on any", [
    "kind",
  ]);
  const lateness = histogram("bus_timer_lateness_seconds", "From due to fired", ["kind"]);

  return {
    published: (event, latencyMs) => {
      published.inc({ event });
      publishing.observe({ event }, Math.max(0, latencyMs) / 1_000);
    },
    consumed: (queue, result, durationMs) => {
      consumed.inc({ queue, result });
      handling.observe({ queue }, durationMs / 1_000);
      if (result === "retried") retries.inc({ queue });
      if (result === "parked") parked.inc({ queue });
    },
    fired: (kind, by, latenessMs) => {
      fired.inc({ kind, by });
      lateness.observe({ kind }, Math.max(0, latenessMs) / 1_000);
      if (by === "sweeper") sweeperFires.inc({ kind });
    },
    expect: (queues, timerKinds) => {
      for (const queue of queues) {
        retries.inc({ queue }, 0);
        parked.inc({ queue }, 0);
      }
      for (const kind of timerKinds) sweeperFires.inc({ kind }, 0);
    },
    watchOutbox: (size) => {
      if (registry.getSingleMetric("bus_outbox_entries")) return;
      const age = new Gauge({
        name: "bus_outbox_oldest_age_seconds",
        help: "How long the oldest entry has waited to be sent",
        registers,
      });
      new Gauge({
        name: "bus_outbox_entries",
        help: "Entries that wait to be sent",
        registers,
        async collect() {
          try {
            const { entries, oldestAgeMs } = await size();
            this.set(entries);
            age.set(oldestAgeMs / 1_000);
          } catch {
            // Unknown without the database; the other metrics are still needed.
            this.set(Number.NaN);
            age.set(Number.NaN);
          }
        },
      });
    },
    watchKept: (depths) => {
      if (registry.getSingleMetric("bus_parked_messages")) return;
      const unroutable = new Gauge({
        name: "bus_unroutable_messages",
        help: "Events that no queue was bound for, of all services; alert on any",
        registers,
      });
      new Gauge({
        name: "bus_parked_messages",
        help: "Messages in this service's parking queue; alert on any",
        registers,
        async collect() {
          try {
            const depth = await depths();
            this.set(depth.parked);
            unroutable.set(depth.unroutable);
          } catch {
            // Unknown without the broker.
            this.set(Number.NaN);
            unroutable.set(Number.NaN);
          }
        },
      });
    },
  };
}
