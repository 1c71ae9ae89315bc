import type { ConsumeMessage } from "amqplib";
import { type Headers, headersToSendOn } from "../broker/envelope.ts";
import type { OutgoingMessage } from "../broker/publisher.ts";
import { sortableId } from "../shared/ids.ts";

/** Headers that a parked message has beside its original headers and body. */
export const parkingHeaders = {
  id: "x-bus-parked-id",
  error: "x-bus-error",
  stack: "x-bus-error-stack",
  at: "x-bus-parked-at",
  consumer: "x-bus-consumer",
  attempts: "x-bus-attempts",
} as const;

/** All headers travel in one frame: a long stack must not make the message unsendable. */
const MAX_ERROR_CHARS = 2_000;

/** The message as it goes to the parking queue: unchanged, with its error attached. */
export function parkedCopy(
  message: ConsumeMessage,
  why: {
    readonly error: unknown;
    readonly attempts: number;
    readonly queue: string;
    readonly parkedQueue: string;
  },
): OutgoingMessage {
  const stack = why.error instanceof Error ? why.error.stack : undefined;
  return {
    ...contentOf(message),
    exchange: "",
    routingKey: why.parkedQueue,
    headers: {
      ...headersToSendOn(message.properties.headers),
      [parkingHeaders.id]: sortableId("parked"),
      [parkingHeaders.error]: String(why.error).slice(0, MAX_ERROR_CHARS),
      ...(stack && { [parkingHeaders.stack]: stack.slice(0, MAX_ERROR_CHARS) }),
      [parkingHeaders.at]: new Date().toISOString(),
      [parkingHeaders.consumer]: why.queue,
      [parkingHeaders.attempts]: why.attempts,
    },
  };
}

/** The message as it goes to a delay tier, which returns it to the same queue. */
export function delayedCopy(
  message: ConsumeMessage,
  tierExchange: string,
  queue: string,
  marks: Headers,
): OutgoingMessage {
  return {
    ...contentOf(message),
    exchange: tierExchange,
    routingKey: queue,
    headers: { ...headersToSendOn(message.properties.headers), ...marks },
  };
}

function contentOf({ content, properties }: Pick<ConsumeMessage, "content" | "properties">) {
  const { contentType, messageId } = properties;
  return {
    body: content,
    ...(typeof contentType === "string" && { contentType }),
    ...(typeof messageId === "string" && { messageId }),
  };
}
