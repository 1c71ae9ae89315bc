import type { ConsumeMessage } from "amqplib";
import { type Envelope, readMessage } from "../broker/envelope.ts";
import type { BusEvent, Subscription } from "../types.ts";
import { GiveUp } from "./give-up.ts";
import { attemptOf } from "./retry.ts";

/** Subscriptions by the name of their event. */
export type SubscriptionsByName = ReadonlyMap<string, Subscription>;

export type ReadEvent =
  | { readonly kind: "event"; readonly event: BusEvent; readonly subscription: Subscription }
  | { readonly kind: "unreadable"; readonly error: Error };

export function byName(subscriptions: readonly Subscription[]): SubscriptionsByName {
  return new Map(subscriptions.map((subscription) => [subscription.type.name, subscription]));
}

/** Finds the subscription of a message and parses its data. What does not parse never will: `GiveUp`. */
export function readEvent(message: ConsumeMessage, subscriptions: SubscriptionsByName): ReadEvent {
  const read = readMessage(message.properties, message.content);
  if (read.kind === "unreadable") return { kind: "unreadable", error: new GiveUp(read.reason) };
  const { source, type } = read.envelope;
  if (source !== ownerOf(type)) {
    return { kind: "unreadable", error: new GiveUp(`${type} comes from ${source}, which does not own it`) };
  }
  const subscription = subscriptions.get(type);
  if (!subscription) {
    // During a rolling update the queue gets events that only the newer processes handle: a retry reaches one of those.
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

/** The service that alone publishes an event: the context of its name. */
function ownerOf(type: string): string {
  return type.slice(0, type.indexOf("."));
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
