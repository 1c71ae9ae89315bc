import type { ConsumeMessage } from "amqplib";
import { failureKind, whileDatabaseIsAway, within } from "./attempt.ts";
import { type Envelope, readMessage } from "./envelope.ts";
import { GiveUp } from "./give-up.ts";
import { AlreadyApplied, type Inbox } from "./inbox.ts";
import type { ConsumeResult, Metrics } from "./metrics.ts";
import { attemptOf, type FailureKind } from "./retry.ts";
import type { SetAside } from "./set-aside.ts";
import { inConsumerSpan } from "./tracing.ts";
import type { RunTransaction } from "./transaction.ts";
import type { BusEvent, BusLog, EventOrder, Subscription } from "./types.ts";

export interface EventConsumer {
  readonly queue: string;
  readonly subscriptions: readonly Subscription[];
  readonly order: EventOrder;
  readonly timeoutMs: number;
}

export interface EventConsumerParts {
  readonly transaction: RunTransaction;
  readonly inbox: Inbox;
  readonly setAside: SetAside;
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

/**
 * Makes the function that answers for one delivery. When it resolves, the message's effect is committed, or was
 * before, or the message is safe in a retry tier or in parking: it can be acknowledged.
 */
export function eventHandler(
  consumer: EventConsumer,
  parts: EventConsumerParts,
): (message: ConsumeMessage) => Promise<void> {
  const { queue, order, timeoutMs } = consumer;
  const { transaction, inbox, setAside, metrics, stopped, log } = parts;
  const subscriptions = new Map(
    consumer.subscriptions.map((subscription) => [subscription.type.name, subscription]),
  );

  async function handle(message: ConsumeMessage): Promise<ConsumeResult> {
    const read = readEvent(message, subscriptions);
    if (read.kind === "unreadable") return setAsideAs(message, failureKind(read.error), read.error);
    const { event, subscription } = read;
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

  async function setAsideAs(
    message: ConsumeMessage,
    kind: FailureKind,
    error: unknown,
  ): Promise<ConsumeResult> {
    return (await setAside.failed(message, queue, kind, error)).kind;
  }

  return async (message) => {
    const startedAt = performance.now();
    const result = await handle(message);
    metrics.consumed(queue, result, performance.now() - startedAt);
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
