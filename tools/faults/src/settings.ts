import type { BusOptions } from "@vc/bus";

/** Long enough for the longest case, short enough that nothing of a killed run is left the next day. */
const EXPIRE_QUEUES_AFTER_MS = 3_600_000;

/** What every bus of a case has in common: short leases and pauses, so that a case is over in seconds. */
export function busSettings(where: {
  amqpUrl: string;
  namespace: string;
  confirmTimeoutMs?: number;
}): Omit<BusOptions, "client" | "db" | "log"> & { retryDelaysMs: readonly number[] } {
  return {
    service: "notes",
    amqpUrl: where.amqpUrl,
    namespace: where.namespace,
    expireQueuesAfterMs: EXPIRE_QUEUES_AFTER_MS,
    // Patient: a process killed in a transaction leaves its locks to the database, which frees them a minute later.
    retryDelaysMs: [200, 500, 1_000, 2_000, ...Array.from({ length: 20 }, () => 5_000)],
    confirmTimeoutMs: where.confirmTimeoutMs ?? 3_000,
    outbox: { leaseMs: 2_000, pollEveryMs: 200 },
    timers: { sweepEveryMs: 500, sweepOverdueMs: 500 },
  };
}

/** `npm run test:faults` sets it: many repetitions instead of a few. */
export const isLong = process.env.FAULTS === "long";

/** What a case tells beside the reporter's lines. */
export function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** How often to do something in the long and in the short form. */
export function times(long: number, short: number): number {
  return isLong ? long : short;
}

/** This run's seed; a test puts it into its messages. */
export const seed = Number(process.env.FAULTS_SEED ?? Math.floor(Math.random() * 1_000_000));
