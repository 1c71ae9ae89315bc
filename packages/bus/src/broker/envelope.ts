import type { MessageProperties } from "amqplib";

/** What travels beside the data: CloudEvents 1.0 in AMQP binary mode. */
export interface Envelope {
  readonly id: string;
  readonly source: string;
  readonly type: string;
  readonly time: string;
  readonly subject: string;
  readonly sequence: number;
}

export type Headers = Readonly<Record<string, unknown>>;

/** The content type of the message is the event's `datacontenttype`, as the CloudEvents AMQP binding has it. */
export const JSON_CONTENT_TYPE = "application/json";

export function envelopeHeaders(envelope: Envelope): Record<string, string | number> {
  return {
    cloudEvents_specversion: "1.0",
    cloudEvents_id: envelope.id,
    cloudEvents_source: envelope.source,
    cloudEvents_type: envelope.type,
    cloudEvents_time: envelope.time,
    cloudEvents_subject: envelope.subject,
    cloudEvents_sequence: envelope.sequence,
  };
}

/** A message that can be handled, or the reason why no attempt can succeed. */
export type ReadMessage =
  | { readonly kind: "event"; readonly envelope: Envelope; readonly data: unknown }
  | { readonly kind: "unreadable"; readonly reason: string };

export function readMessage(properties: Pick<MessageProperties, "headers">, content: Buffer): ReadMessage {
  const headers: Headers = properties.headers ?? {};
  if (headers.cloudEvents_specversion !== "1.0") return unreadable("no CloudEvents 1.0 headers");
  const id = text(headers.cloudEvents_id);
  const source = text(headers.cloudEvents_source);
  const type = text(headers.cloudEvents_type);
  const subject = text(headers.cloudEvents_subject);
  const time = text(headers.cloudEvents_time);
  const sequence = Number(headers.cloudEvents_sequence);
  if (!id || !source || !type || !subject)
    return unreadable("id, source, type or subject is missing in the headers");
  if (!time || Number.isNaN(Date.parse(time))) return unreadable("cloudEvents_time is not a time");
  if (!Number.isSafeInteger(sequence) || sequence < 1)
    return unreadable("cloudEvents_sequence is not 1, 2, 3 …");
  try {
    const data: unknown = JSON.parse(content.toString("utf8"));
    return { kind: "event", envelope: { id, source, type, time, subject, sequence }, data };
  } catch (error) {
    return unreadable(`the body is not JSON: ${String(error)}`);
  }
}

function unreadable(reason: string): ReadMessage {
  return { kind: "unreadable", reason };
}

function text(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** The broker's own headers: they belong to one delivery, and a client must not send them again. */
const BROKER_HEADER = /^x-(death|first-death-.*|last-death-.*|delivery-count|acquired-count)$/;

/** A message's headers as its publisher set them, to send it on. */
export function headersToSendOn(headers: Headers | undefined): Record<string, unknown> {
  return Object.fromEntries(Object.entries(headers ?? {}).filter(([name]) => !BROKER_HEADER.test(name)));
}
