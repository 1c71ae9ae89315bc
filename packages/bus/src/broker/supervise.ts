import { backoffMs } from "../shared/backoff.ts";
import { pause, settledWithin } from "../shared/waiting.ts";
import type { BusLog } from "../types.ts";

/** Something that the broker can take away, and that is opened again until it is stopped. */
export interface Supervised<Resource> {
  current(): Resource | undefined;
  /** The resource, once it is there. Rejects when the signal aborts or the supervisor stops before that. */
  next(signal: AbortSignal): Promise<Resource>;
  /** Gives the present one up, for a reason that only its user sees (such as confirms that never come). */
  giveUp(reason: string): void;
  /** Runs each time it has been opened. */
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
  /** Opens it, and calls `lost` when it is gone. */
  open(lost: (reason: string) => void, signal: AbortSignal): Promise<Opened<Resource>>;
  readonly log: BusLog;
}

/** What lived this long was well: the next loss begins with the shortest pause again. */
const wellAfterMs = 10_000;
/** A peer that has vanished never answers a goodbye. */
const goodbyeMs = 1_000;

/**
 * Keeps one thing open: a connection, a channel, a subscription. Each loss is followed by a pause that grows with
 * the failures in a row, with jitter, so that many processes do not return to a broker in step.
 */
export function supervise<Resource>({ what, open, log }: SuperviseOptions<Resource>): Supervised<Resource> {
  const stopping = new AbortController();
  const { signal: stopped } = stopping;
  const listeners: ((resource: Resource) => void)[] = [];
  const waiting = new Set<PromiseWithResolvers<Resource>>();
  let current: Opened<Resource> | undefined;
  let giveUpCurrent: (reason: string) => void = () => {};

  /** Opens it, holds it until it is lost or given up, and says how long it lived. */
  async function holdOnce(): Promise<number> {
    const loss = Promise.withResolvers<string>();
    const opened = await open(loss.resolve, stopped);
    const openedAt = performance.now();
    if (stopped.aborted) loss.resolve("stopped");
    current = opened;
    giveUpCurrent = loss.resolve;
    log.debug({ what }, "opened");
    for (const waiter of waiting) waiter.resolve(opened.resource);
    waiting.clear();
    for (const listener of listeners) listener(opened.resource);
    const reason = await loss.promise;
    current = undefined;
    if (!stopped.aborted) log.warn({ what, reason }, "lost; it will be opened again");
    await settledWithin(opened.close(), goodbyeMs);
    return performance.now() - openedAt;
  }

  async function run(): Promise<void> {
    let failures = 0;
    while (!stopped.aborted) {
      try {
        failures = (await holdOnce()) >= wellAfterMs ? 0 : failures + 1;
      } catch (error) {
        failures += 1;
        if (!stopped.aborted)
          log.warn({ what, err: error, failures }, "could not be opened; it will be tried again");
      }
      if (!stopped.aborted) await pause(backoffMs(failures), stopped);
    }
    for (const waiter of waiting) waiter.reject(new Error(`${what} has been stopped`));
  }
  const running = run();

  return {
    current: () => current?.resource,
    giveUp: (reason) => giveUpCurrent(reason),
    onOpen: (listener) => void listeners.push(listener),
    next: async (signal) => {
      if (current) return current.resource;
      if (signal.aborted || stopped.aborted) throw new Error(`${what} is not awaited any more`);
      const waiter = Promise.withResolvers<Resource>();
      const abandon = () => waiter.reject(new Error(`${what} is not awaited any more`));
      waiting.add(waiter);
      signal.addEventListener("abort", abandon, { once: true });
      try {
        return await waiter.promise;
      } finally {
        waiting.delete(waiter);
        signal.removeEventListener("abort", abandon);
      }
    },
    stop: async () => {
      stopping.abort();
      giveUpCurrent("stopped");
      await running;
    },
  };
}
