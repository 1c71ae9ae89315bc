import type { ConsumeMessage } from "amqplib";
import { type Envelope, readMessage } from "../broker/envelope.ts";
import type { ConsumeResult, Metrics } from "../operate/metrics.ts";
import { inConsumerSpan } from "../shared/tracing.ts";
import type { RunTransaction } from "../transaction.ts";
import type { BusEvent, BusLog, EventOrder, Subscription, Transaction } from "../types.ts";
import { failureKind, mostAmongOthersMs, oneTry, whileDatabaseIsAway, within } from "./attempt.ts";
import { createBatches } from "./batches.ts";
import { GiveUp } from "./give-up.ts";
import { AlreadyApplied, type Inbox } from "./inbox.ts";
import { attemptOf, type FailureKind } from "./retry.ts";
import type { RetryOrPark } from "./retry-or-park.ts";

export interface EventConsumer {
  readonly queue: string;
  readonly subscriptions: readonly Subscription[];
  readonly order: EventOrder;
  readonly timeoutMs: number;
  readonly concurrency: number;
  readonly batch: { readonly most: number; readonly forMs: number };
}

export interface EventConsumerParts {
  readonly transaction: RunTransaction;
  readonly inbox: Inbox;
  readonly retryOrPark: RetryOrPark;
  readonly metrics: Metrics;
  readonly log: BusLog;
  readonly stopped: AbortSignal;
}

/** An earlier event of the aggregate has not been applied yet. Thrown so that the transaction leaves nothing behind. */
class Gap extends Error {
  override readonly name = "Gap";
}

/** Thrown so that the transaction is not committed for nothing. */
class Outdated extends Error {
  override readonly name = "Outdated";
}

/** A delivery that can be handled. */
interface Arrived {
  readonly message: ConsumeMessage;
  readonly event: BusEvent;
  readonly subscription: Subscription;
}

export interface EventHandler {
  /**
   * Answers for one delivery. When it resolves, the message's effect is committed, or was before, or the message is
   * safe in a retry tier or in parking: it can be acknowledged.
   *
   * @throws NotBegun when it was stopped before the message's turn
   */
  handle(message: ConsumeMessage): Promise<void>;
  /** Begins with no message any more. */
  stop(): void;
}

export function eventHandler(consumer: EventConsumer, parts: EventConsumerParts): EventHandler {
  const { queue, order, timeoutMs, concurrency, batch } = consumer;
  const { transaction, inbox, retryOrPark, metrics, stopped, log } = parts;
  const subscriptions = new Map(
    consumer.subscriptions.map((subscription) => [subscription.type.name, subscription]),
  );
  const batches = createBatches<Arrived, ConsumeResult>({
    atATime: concurrency,
    most: batch.most,
    forMs: batch.forMs,
    keyOf: ({ event }) => event.aggregateId,
    alone,
    together,
  });

  async function alone({ message, event, subscription }: Arrived): Promise<ConsumeResult> {
    try {
      await inConsumerSpan(queue, message.properties.headers, { "messaging.message.id": event.id }, () =>
        whileDatabaseIsAway(() => apply(event, subscription), { stopped, log }),
      );
      return "applied";
    } catch (error) {
      if (error instanceof AlreadyApplied) return "duplicate";
      if (error instanceof Outdated) return "outdated";
      const kind = error instanceof Gap ? "gap" : failureKind(error);
      return setAsideAs(message, kind, error);
    }
  }

  async function apply(event: BusEvent, subscription: Subscription): Promise<void> {
    await transaction(async (tx) => {
      const admission = await inbox.admit(queue, event, order, tx.session);
      if (admission === "outdated") throw new Outdated(event.id);
      if (admission === "gap") throw new Gap(`${event.name} ${event.sequence}: an earlier event is missing`);
      await within(timeoutMs, subscription.handle(event, tx));
    });
  }

  async function together(
    candidates: readonly Arrived[],
    next: () => Arrived | undefined,
  ): Promise<ReadonlyMap<Arrived, ConsumeResult>> {
    const results = new Map<Arrived, ConsumeResult>();
    const events = candidates.map(({ event }) => event);
    await oneTry(transaction, async (tx) => {
      const admissions = await inbox.admitSeveral(queue, events, order, tx.session);
      for (let arrived = next(); arrived; arrived = next()) {
        const admission = admissions.admit(arrived.event);
        // A gap may be closed by the time that the message is done alone.
        if (admission === "gap") continue;
        if (admission === "apply") await applyAmongOthers(arrived, tx, results.size === 0);
        results.set(arrived, admission === "apply" ? "applied" : admission);
      }
      await admissions.write();
    });
    return results;
  }

  function applyAmongOthers({ message, event, subscription }: Arrived, tx: Transaction, isFirst: boolean) {
    const limitMs = isFirst ? timeoutMs : Math.min(timeoutMs, mostAmongOthersMs);
    return inConsumerSpan(queue, message.properties.headers, { "messaging.message.id": event.id }, () =>
      within(limitMs, subscription.handle(event, tx)),
    );
  }

  async function setAsideAs(
    message: ConsumeMessage,
    kind: FailureKind,
    error: unknown,
  ): Promise<ConsumeResult> {
    return (await retryOrPark.reject(message, queue, kind, error)).kind;
  }

  async function handle(message: ConsumeMessage): Promise<ConsumeResult> {
    const read = readEvent(message, subscriptions);
    if (read.kind === "unreadable") return setAsideAs(message, failureKind(read.error), read.error);
    // What has been delivered before may be what killed the process then.
    return batches.take(
      { message, event: read.event, subscription: read.subscription },
      message.fields.redelivered,
    );
  }

  return {
    handle: async (message) => {
      const startedAt = performance.now();
      const result = await handle(message);
      metrics.consumed(queue, result, performance.now() - startedAt);
    },
    stop: () => batches.stop(),
  };
}

/** Live push: whatever goes wrong is logged and over. */
export function broadcastHandler(
  subscriptions: readonly Subscription[],
  log: BusLog,
): (message: ConsumeMessage) => Promise<void> {
  const byName = new Map(subscriptions.map((subscription) => [subscription.type.name, subscription]));
  return async (message) => {
    const read = readEvent(message, byName);
    try {
      if (read.kind === "unreadable") throw read.error;
      await read.subscription.handle(read.event, noTransaction);
    } catch (error) {
      log.warn({ err: error, messageId: message.properties.messageId }, "a broadcast event was not handled");
    }
  };
}

const noTransaction = {
  get session(): never {
    throw new Error(
      "a broadcast handler has no transaction: it may miss events and must not keep state from them",
    );
  },
  publish: (): never => {
    throw new Error("a broadcast handler cannot publish");
  },
  armTimer: (): never => {
    throw new Error("a broadcast handler cannot arm timers");
  },
  cancelTimer: (): never => {
    throw new Error("a broadcast handler cannot cancel timers");
  },
};

type ReadEvent =
  | { readonly kind: "event"; readonly event: BusEvent; readonly subscription: Subscription }
  | { readonly kind: "unreadable"; readonly error: Error };

/** Envelope, subscription and schema. What does not parse will fail every time, and gives up at once. */
function readEvent(message: ConsumeMessage, subscriptions: ReadonlyMap<string, Subscription>): ReadEvent {
  const read = readMessage(message.properties, message.content);
  if (read.kind === "unreadable") return { kind: "unreadable", error: new GiveUp(read.reason) };
  const subscription = subscriptions.get(read.envelope.type);
  if (!subscription) {
    // In a rolling update the queue gets events that only the newer processes know: a later try finds one of these.
    const error = new Error(
      `nothing here handles ${read.envelope.type}; is its binding left over from an older version?`,
    );
    return { kind: "unreadable", error };
  }
  try {
    const data = subscription.type.schema.parse(read.data);
    return { kind: "event", subscription, event: toBusEvent(read.envelope, data, message) };
  } catch (error) {
    return {
      kind: "unreadable",
      error: new GiveUp(`the data does not fit ${read.envelope.type}: ${String(error)}`),
    };
  }
}

function toBusEvent(
  { id, type, subject, sequence, time }: Envelope,
  data: unknown,
  message: ConsumeMessage,
): BusEvent {
  const headers = message.properties.headers;
  const traceparent: unknown = headers?.traceparent;
  return {
    id,
    name: type,
    aggregateId: subject,
    sequence,
    time,
    data,
    attempt: attemptOf(headers),
    ...(typeof traceparent === "string" && { traceparent }),
  };
}
