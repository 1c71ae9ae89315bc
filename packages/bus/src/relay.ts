import { backoffMs } from "./backoff.ts";
import { type DelayTier, nextHop } from "./delay-tiers.ts";
import { jsonContentType } from "./envelope.ts";
import { createHoldBack } from "./hold-back.ts";
import type { Metrics } from "./metrics.ts";
import type { Outbox, OutboxEntry } from "./outbox.ts";
import type { OutgoingMessage, Publisher } from "./publisher.ts";
import type { Names } from "./topology.ts";
import type { BusLog, Clock } from "./types.ts";
import { pause, settledWithin } from "./waiting.ts";

export interface Relay {
  /** There is something to send. */
  nudge(): void;
  /** Sends what is there, for as long as the broker takes it, and ends. */
  stop(withinMs: number): Promise<void>;
}

export interface RelayOptions {
  readonly outbox: Outbox;
  readonly publisher: Publisher;
  readonly names: Names;
  readonly ladder: readonly DelayTier[];
  readonly clock: Clock;
  readonly metrics: Metrics;
  readonly log: BusLog;
  readonly window: number;
  readonly pollEveryMs: number;
}

/**
 * Brings outbox entries to the broker, one window at a time: read, send, await the confirms, delete what is confirmed.
 * One loop per process, woken after each commit. Polling is the safety net for what a crashed process left behind
 * and for what could not be sent.
 */
export function startRelay(options: RelayOptions): Relay {
  const { outbox, publisher, metrics, log, window, pollEveryMs } = options;
  const stopping = new AbortController();
  const heldBack = createHoldBack(() => performance.now());
  let wake: () => void = () => {};
  let nudged = false;
  let lastPollAt = Number.NEGATIVE_INFINITY;

  function nudge(): void {
    nudged = true;
    wake();
  }

  /** @returns how many were read and how many of these are sent */
  async function sendWindow(): Promise<{ read: number; sent: number }> {
    const entries = await outbox.mine(window, heldBack.ids());
    if (entries.length === 0) return { read: 0, sent: 0 };
    const outcomes = await publisher.publish(entries.map((entry) => toMessage(entry, options)));
    const confirmed = entries.filter((_, index) => outcomes[index] === "confirmed");
    await outbox.remove(confirmed.map((entry) => entry._id));
    for (const entry of confirmed) metrics.published(entry.dueAt ? "timer" : entry.routingKey);
    // Events never come back (the alternate exchange keeps them): somebody deleted exchanges or queues under us.
    const returned = entries.filter((_, index) => outcomes[index] === "returned");
    if (returned.length > 0) {
      log.error(
        { messageIds: returned.map(messageIdOf) },
        "messages reached no queue; they stay in the outbox",
      );
    }
    for (const entry of confirmed) heldBack.forget(entry._id);
    const failed = entries.filter((_, index) => {
      // Where nothing was confirmed the broker is to blame, and only what could not be sent at all is at fault itself.
      return outcomes[index] === "unsendable" || (confirmed.length > 0 && outcomes[index] !== "confirmed");
    });
    for (const entry of failed) {
      const { failures, restMs } = heldBack.failed(entry._id);
      log.warn(
        { messageId: entry.messageId, routingKey: entry.routingKey, failures, restMs },
        "a message could not be sent and rests in the outbox; the others pass it",
      );
    }
    return { read: entries.length, sent: confirmed.length };
  }

  async function round(): Promise<"idle" | "more" | "stuck"> {
    nudged = false;
    if (!publisher.isReady()) return "idle";
    let expired = 0;
    if (performance.now() - lastPollAt >= pollEveryMs) {
      expired = await outbox.claimExpired(window);
      lastPollAt = expired < window ? performance.now() : Number.NEGATIVE_INFINITY;
    }
    const { read, sent } = await sendWindow();
    if (sent === 0 && read > 0) return "stuck";
    return read === window || expired === window ? "more" : "idle";
  }

  async function run(): Promise<void> {
    let failures = 0;
    while (!stopping.signal.aborted) {
      const result = await round().catch((error: unknown) => {
        log.warn({ err: error }, "the outbox could not be read or cleared; it will be tried again");
        return "stuck" as const;
      });
      failures = result === "stuck" ? failures + 1 : 0;
      if (result === "stuck") await pause(backoffMs(failures), stopping.signal);
      else if (result === "idle" && !nudged) await nudgeOrPoll();
    }
  }

  async function nudgeOrPoll(): Promise<void> {
    const woken = new AbortController();
    wake = () => woken.abort();
    await pause(pollEveryMs, AbortSignal.any([woken.signal, stopping.signal]));
  }

  publisher.onReady(nudge);
  const running = run();

  async function sendTheRest(): Promise<void> {
    await running;
    while (publisher.isReady()) {
      const { read, sent } = await sendWindow();
      if (read === 0 || sent === 0) return;
    }
  }

  return {
    nudge,
    stop: async (withinMs) => {
      stopping.abort();
      await settledWithin(sendTheRest(), withinMs);
    },
  };
}

function messageIdOf({ messageId }: OutboxEntry): string {
  return messageId;
}

function toMessage(entry: OutboxEntry, { clock, names, ladder }: RelayOptions): OutgoingMessage {
  const message = {
    body: Buffer.from(entry.body, "utf8"),
    headers: entry.headers,
    messageId: entry.messageId,
    contentType: jsonContentType,
    routingKey: entry.routingKey,
  };
  if (!entry.dueAt) return { ...message, exchange: entry.exchange };
  const tier = nextHop(ladder, entry.dueAt.getTime() - clock.now().getTime());
  return { ...message, exchange: tier ? names.delay(tier) : entry.exchange };
}
