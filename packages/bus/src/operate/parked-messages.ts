import { type ConfirmChannel, connect, type GetMessage } from "amqplib";
import { headersToSendOn } from "../broker/envelope.ts";
import { parkingHeaders } from "../consume/parking.ts";
import { withoutFailures } from "../consume/retry.ts";

export { parkedQueueOf, unroutableQueueOf } from "../broker/topology.ts";

/** A message that no attempt could handle, with its error. */
export interface ParkedMessage {
  /** What `replayParked` and `discardParked` take. */
  readonly id: string;
  readonly messageId: string | undefined;
  readonly event: string | undefined;
  readonly aggregateId: string | undefined;
  /** The queue that it came from. */
  readonly consumer: string | undefined;
  readonly error: string;
  readonly stack: string | undefined;
  readonly parkedAt: string | undefined;
  readonly attempts: number | undefined;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
}

export interface ParkedQueue {
  readonly amqpUrl: string;
  /** See `parkedQueueOf(service, namespace)`. */
  readonly queue: string;
}

/** All messages of the parking queue, which stay there. */
export function listParked(parked: ParkedQueue): Promise<readonly ParkedMessage[]> {
  return withAll(parked, async (_channel, messages) => messages.map(describe));
}

/**
 * Sends messages back to the queue that they were parked from, and counts attempts from zero. A message whose effect was
 * committed all the same is recognised by the inbox and not applied again.
 *
 * @returns the ids of those that were sent
 */
export function replayParked(
  parked: ParkedQueue,
  which: "all" | readonly string[],
): Promise<readonly string[]> {
  return withAll(parked, async (channel, messages) => {
    const done: string[] = [];
    for (const message of messages.filter((candidate) => isMeant(candidate, which))) {
      const { id, consumer } = describe(message);
      if (!consumer) throw new Error(`${id} does not say which queue it came from; it stays parked`);
      // A missing queue would swallow it: the default exchange drops what it cannot route.
      await channel.checkQueue(consumer);
      const { contentType, messageId } = message.properties;
      const options = { persistent: true, contentType, messageId, headers: originalHeaders(message) };
      channel.sendToQueue(consumer, message.content, options);
      await channel.waitForConfirms();
      channel.ack(message);
      done.push(id);
    }
    return done;
  });
}

/** Deletes messages. @returns the ids of those that were deleted */
export function discardParked(parked: ParkedQueue, which: readonly string[]): Promise<readonly string[]> {
  return withAll(parked, async (channel, messages) => {
    const meant = messages.filter((message) => isMeant(message, which));
    for (const message of meant) channel.ack(message);
    return meant.map((message) => describe(message).id);
  });
}

/** Takes every message in hand without acknowledging; what is left unanswered goes back when the channel closes. */
export async function withAll<T>(
  { amqpUrl, queue }: ParkedQueue,
  work: (channel: ConfirmChannel, messages: readonly GetMessage[]) => Promise<T>,
): Promise<T> {
  const connection = await connect(amqpUrl);
  // Whatever goes wrong rejects the call that met it; without a listener Node would end the process.
  connection.on("error", () => {});
  try {
    const channel = await connection.createConfirmChannel();
    channel.on("error", () => {});
    const result = await work(channel, await takeAll(channel, queue));
    // Closing the channel is what sends the acknowledgements on their way before the connection goes.
    await channel.close();
    return result;
  } finally {
    await connection.close().catch(() => {});
  }
}

export async function takeAll(channel: ConfirmChannel, queue: string): Promise<readonly GetMessage[]> {
  const messages: GetMessage[] = [];
  for (let message = await channel.get(queue); message; message = await channel.get(queue))
    messages.push(message);
  return messages;
}

export function isMeant(message: GetMessage, which: "all" | readonly string[]): boolean {
  return which === "all" || which.includes(describe(message).id);
}

export function describe({ properties, content }: GetMessage): ParkedMessage {
  const headers: Record<string, unknown> = properties.headers ?? {};
  const text = (name: string) => (typeof headers[name] === "string" ? headers[name] : undefined);
  const attempts = headers[parkingHeaders.attempts];
  const messageId: unknown = properties.messageId;
  // Parked by the broker itself (delivery limit), it carries no mark of the bus.
  const death = properties.headers?.["x-death"]?.[0];
  const brokersReason = death ? `the broker parked it: ${death.reason}` : "unknown";
  return {
    id: text(parkingHeaders.id) ?? (typeof messageId === "string" ? messageId : "unknown"),
    messageId: typeof messageId === "string" ? messageId : undefined,
    event: text("cloudEvents_type"),
    aggregateId: text("cloudEvents_subject"),
    consumer: text(parkingHeaders.consumer) ?? death?.queue,
    error: text(parkingHeaders.error) ?? brokersReason,
    stack: text(parkingHeaders.stack),
    parkedAt: text(parkingHeaders.at),
    attempts: typeof attempts === "number" ? attempts : undefined,
    headers,
    body: content.toString("utf8"),
  };
}

export function originalHeaders(message: GetMessage): Record<string, unknown> {
  const marks: readonly string[] = Object.values(parkingHeaders);
  const headers = withoutFailures(headersToSendOn(message.properties.headers));
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !marks.includes(name)));
}
