/**
 * - `confirmed`: the broker has the message on disk in a queue.
 * - `returned`: it reached no queue; the broker returned it.
 * - `refused`: the broker answered that it does not accept it.
 * - `unknown`: no answer, because the connection is away or was lost. The message may be there: sending it again can
 *   double it, and the inbox recognises the second one.
 * - `unsendable`: it was not sent and cannot be as it is, such as with headers that do not fit into a frame.
 */
export type PublishOutcome = "confirmed" | "returned" | "refused" | "unknown" | "unsendable";

interface Pending<Channel> {
  readonly channel: Channel;
  readonly sentAt: number;
  readonly settled: (outcome: PublishOutcome) => void;
  wasReturned: boolean;
}

export interface PendingConfirmsOptions<Channel> {
  /** A broker that is silent for this long counts as lost. */
  readonly confirmTimeoutMs: number;
  isBlocked(): boolean;
  /** Runs with each outcome, before the publisher's caller gets it. */
  settling(outcome: PublishOutcome, remaining: number): void;
  /** The broker has been silent for too long. */
  timedOut(channel: Channel): void;
}

export interface PendingConfirms<Channel> {
  /** @returns the correlation id: a message id can be in flight to several queues at once */
  add(channel: Channel, settled: (outcome: PublishOutcome) => void): string;
  /** The broker sends a return before the confirm of the same message, which then counts as `returned`. */
  markReturned(correlationId: string): void;
  /** A second call for the same message has no effect. */
  settle(correlationId: string, outcome: PublishOutcome): void;
  /** Settles everything in flight on a channel as `unknown`. */
  loseChannel(channel: Channel): void;
}

/** The messages in flight: each gets exactly one outcome. One timer watches for a broker that does not answer. */
export function createPendingConfirms<Channel>(
  options: PendingConfirmsOptions<Channel>,
): PendingConfirms<Channel> {
  const { confirmTimeoutMs, isBlocked, settling, timedOut } = options;
  // By correlation id, in the order of sending: the first has waited longest.
  const pending = new Map<string, Pending<Channel>>();
  let sent = 0;
  let blockedUntil = 0;
  let isWatching = false;

  function settle(correlationId: string, outcome: PublishOutcome): void {
    const entry = pending.get(correlationId);
    if (!entry) return;
    pending.delete(correlationId);
    const result = outcome === "confirmed" && entry.wasReturned ? "returned" : outcome;
    settling(result, pending.size);
    entry.settled(result);
  }

  function loseChannel(channel: Channel): void {
    for (const [correlationId, entry] of [...pending]) {
      if (entry.channel === channel) settle(correlationId, "unknown");
    }
  }

  /** Looks again when the oldest could have waited for too long. */
  function watch(): void {
    if (isWatching) return;
    isWatching = true;
    setTimeout(() => {
      isWatching = false;
      const [oldest] = pending.values();
      if (!oldest) return;
      // A blocked broker is alive and will answer; any other silence means that the connection is dead.
      if (isBlocked()) blockedUntil = performance.now();
      else if (waitedMs(oldest) >= confirmTimeoutMs) {
        timedOut(oldest.channel);
        loseChannel(oldest.channel);
        return;
      }
      watch();
    }, untilOverdueMs());
  }

  function waitedMs(entry: Pending<Channel>): number {
    return performance.now() - Math.max(entry.sentAt, blockedUntil);
  }

  function untilOverdueMs(): number {
    const [oldest] = pending.values();
    return Math.max(1, confirmTimeoutMs - (oldest ? waitedMs(oldest) : 0));
  }

  return {
    add: (channel, settled) => {
      const correlationId = String(++sent);
      pending.set(correlationId, { channel, sentAt: performance.now(), settled, wasReturned: false });
      watch();
      return correlationId;
    },
    markReturned: (correlationId) => {
      const entry = pending.get(correlationId);
      if (entry) entry.wasReturned = true;
    },
    settle,
    loseChannel,
  };
}
