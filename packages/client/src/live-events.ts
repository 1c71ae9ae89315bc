import { backoffMs } from "@vc/backoff";
import { createParser } from "eventsource-parser";
import { pause } from "./pause.ts";
import { ProblemError } from "./problem.ts";
import type { LiveEvents } from "./schema.ts";

/** What the live stream tells. `id` is what the stream is resumed by. */
export type LiveEvent = {
  [Name in keyof LiveEvents]: { id: string; name: Name; data: LiveEvents[Name] };
}[keyof LiveEvents];

export interface FollowOptions {
  /** Gets every event, once each and in order. What it throws ends the following. */
  onEvent: (event: LiveEvent) => void;
  /** The server listens: what happens from now on will be told. Called at every new connection. */
  onOpen?: () => void;
  /** The last event that was seen before, for an app that was closed; otherwise what happens from now on is told. */
  lastEventId?: string;
  signal?: AbortSignal;
}

/** Two heartbeats of the server have not come: the connection is dead, though nobody has said so. */
const SILENCE_MS = 45_000;

/** Between two connections, until the server names another time; doubled for each one that fails. */
const FIRST_REST_MS = 1_000;
const LONGEST_REST_MS = 30_000;

/**
 * Follows a stream of server-sent events until it is aborted. A connection that breaks, ends or falls silent is
 * made again, and asks by `Last-Event-ID` for what it missed.
 *
 * @param connect asks for the stream, after an event
 * @throws ProblemError when the stream is refused, as it is for somebody who is not signed in any more
 */
export async function followEvents(
  connect: (lastEventId: string | undefined, signal: AbortSignal) => Promise<Response>,
  { onEvent, onOpen, lastEventId: firstId, signal = new AbortController().signal }: FollowOptions,
  silenceMs = SILENCE_MS,
): Promise<void> {
  let lastEventId = firstId;
  let restMs = FIRST_REST_MS;
  let failures = 0;
  const parser = createParser({
    onEvent: ({ id = "", event, data }) => {
      lastEventId = id;
      // The names and forms are those of the API's description.
      onEvent({ id, name: event, data: JSON.parse(data) } as LiveEvent);
    },
    onRetry: (ms) => {
      restMs = ms;
    },
  });

  while (!signal.aborted) {
    const body = await connect(lastEventId, signal).then(
      ({ ok, body }) => (ok ? body : null),
      (error: unknown) => {
        if (error instanceof ProblemError && isFinal(error.problem.status)) throw error;
        return null;
      },
    );
    if (body !== null) {
      failures = 0;
      onOpen?.();
      parser.reset();
      for await (const text of textOf(body, signal, silenceMs)) parser.feed(text);
    }
    await pause(backoffMs(failures + 1, { firstMs: restMs, mostMs: LONGEST_REST_MS }), signal);
    if (body === null) failures += 1;
  }
}

/** The text of a body as it comes, until it ends, falls silent or is not wanted any more. */
async function* textOf(
  body: ReadableStream<Uint8Array>,
  signal: AbortSignal,
  silenceMs: number,
): AsyncGenerator<string> {
  const reader = body.getReader();
  // Aborting the request is not enough: what leads from its signal to the body may be collected before the body ends.
  const hangUp = () => void reader.cancel().catch(() => undefined);
  signal.addEventListener("abort", hangUp);
  const decoder = new TextDecoder();
  try {
    while (!signal.aborted) {
      const timer = setTimeout(hangUp, silenceMs);
      const chunk = await reader.read().catch(() => undefined);
      clearTimeout(timer);
      if (chunk === undefined || chunk.done) return;
      yield decoder.decode(chunk.value, { stream: true });
    }
  } finally {
    signal.removeEventListener("abort", hangUp);
    hangUp();
  }
}

/** Whether asking again would be refused again. */
function isFinal(status: number): boolean {
  return status >= 400 && status < 500 && status !== 429;
}
