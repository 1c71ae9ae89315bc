import { backoffMs } from "@vc/backoff";
import { failureBackoff } from "../shared/backoff.ts";
import { pause, settledWithin } from "../shared/waiting.ts";
import type { BusLog } from "../types.ts";

/** A resource that the broker can take away, and that is reopened until it is stopped. */
export interface Supervised<Resource> {
  current(): Resource | undefined;
  /** The resource, once it is open. Rejects when the signal aborts or the supervisor stops first. */
  next(signal: AbortSignal): Promise<Resource>;
  /** Closes the current one, for a reason that only its user sees (such as confirms that do not come). */
  giveUp(reason: string): void;
  /** Runs each time it was opened. */
  onOpen(listener: (resource: Resource) => void): void;
  stop(): Promise<void>;
}

export interface Opened<Resource> {
  readonly resource: Resource;
  close(): Promise<void>;
}

export interface SuperviseOptions<Resource> {
  /** For the log: "connection for publishing", "consumer of orders.projection". */
  readonly what: string;
  /** Opens it, and calls `lost` when it is lost. */
  open(lost: (reason: string) => void, signal: AbortSignal): Promise<Opened<Resource>>;
  readonly log: BusLog;
}

/** A resource that stayed open this long counts as healthy: the back-off starts over. */
const HEALTHY_AFTER_MS = 10_000;
/** A peer that has vanished never confirms a close. */
const CLOSE_TIMEOUT_MS = 1_000;

/**
 * Keeps one resource open: a connection, a channel, a subscription. Each loss is followed by a back-off with jitter, so
 * that many processes do not return to a broker at the same time.
 */
export function supervise<Resource>({ what, open, log }: SuperviseOptions<Resource>): Supervised<Resource> {
  const stopping = new AbortController();
  const { signal: stopped } = stopping;
  const listeners: ((resource: Resource) => void)[] = [];
  const waiters = createWaiters<Resource>(what, stopped);
  let current: Opened<Resource> | undefined;
  let giveUpCurrent: (reason: string) => void = () => {};

  /** Opens it and holds it until it is lost or given up. @returns how long it was open, in milliseconds */
  async function holdOnce(): Promise<number> {
    const loss = Promise.withResolvers<string>();
    const opened = await open(loss.resolve, stopped);
    const openedAt = performance.now();
    if (stopped.aborted) loss.resolve("stopped");
    current = opened;
    giveUpCurrent = loss.resolve;
    log.debug({ what }, "opened");
    waiters.resolve(opened.resource);
    for (const listener of listeners) listener(opened.resource);
    const reason = await loss.promise;
    current = undefined;
    if (!stopped.aborted) log.warn({ what, reason }, "lost; it will be reopened");
    await settledWithin(opened.close(), CLOSE_TIMEOUT_MS);
    return performance.now() - openedAt;
  }

  async function run(): Promise<void> {
    let failures = 0;
    while (!stopped.aborted) {
      try {
        failures = (await holdOnce()) >= HEALTHY_AFTER_MS ? 0 : failures + 1;
      } catch (error) {
        failures += 1;
        if (!stopped.aborted)
          log.warn({ what, err: error, failures }, "could not be opened; will be retried");
      }
      if (!stopped.aborted) await pause(backoffMs(failures, failureBackoff), stopped);
    }
    waiters.reject(new Error(`${what} was stopped`));
  }
  const running = run();

  return {
    current: () => current?.resource,
    giveUp: (reason) => giveUpCurrent(reason),
    onOpen: (listener) => void listeners.push(listener),
    next: async (signal) => current?.resource ?? waiters.next(signal),
    stop: async () => {
      stopping.abort();
      giveUpCurrent("stopped");
      await running;
    },
  };
}

/** Callers that wait for the resource to be open. */
function createWaiters<Resource>(what: string, stopped: AbortSignal) {
  const waiting = new Set<PromiseWithResolvers<Resource>>();
  return {
    resolve: (resource: Resource) => {
      for (const waiter of waiting) waiter.resolve(resource);
      waiting.clear();
    },
    reject: (error: Error) => {
      for (const waiter of waiting) waiter.reject(error);
    },
    next: async (signal: AbortSignal): Promise<Resource> => {
      if (signal.aborted || stopped.aborted) throw new Error(`${what} is no longer awaited`);
      const waiter = Promise.withResolvers<Resource>();
      const abandon = () => waiter.reject(new Error(`${what} is no longer awaited`));
      waiting.add(waiter);
      signal.addEventListener("abort", abandon, { once: true });
      try {
        return await waiter.promise;
      } finally {
        waiting.delete(waiter);
        signal.removeEventListener("abort", abandon);
      }
    },
  };
}
