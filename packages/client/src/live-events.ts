import { backoffMs } from "@vc/backoff";
import { createParser } from "eventsource-parser";
import { pause } from "./pause.ts";
import { ProblemError } from "./problem.ts";
import type { LiveEvents } from "./schema.ts";

/** An event of the live stream. The stream resumes by its `id`. */
export type LiveEvent = {
  [Name in keyof LiveEvents]: { id: string; name: Name; data: LiveEvents[Name] };
}[keyof LiveEvents];

export interface FollowOptions {
  /** Gets every event once and in order. Its error ends the stream. */
  onEvent: (event: LiveEvent) => void;
  /** Runs at every new connection, when the server is ready to send. */
  onOpen?: () => void;
  /** Runs when a connection has ended or could not be made, before the next attempt. */
  onBreak?: () => void;
  /** The last event that an earlier session received. Default: only new events are delivered. */
  lastEventId?: string;
  signal?: AbortSignal;
}

/** The event that every stream begins with. */
const READY = "ready";

/** Two heartbeats of the server are missing: the connection is dead, even without an error. */
const SILENCE_MS = 45_000;

/** The pause between two connections unless the server names another; it doubles with each failure. */
const FIRST_PAUSE_MS = 1_000;
const MAX_PAUSE_MS = 30_000;

/**
 * Follows a stream of server-sent events until it is aborted. When a connection breaks, ends or falls silent, it reconnects
 * and requests the missed events with `Last-Event-ID`.
 *
 * @param connect requests the stream after an event
 * @throws ProblemError when the stream is refused, such as after the session has ended
 */
export async function followEvents(
  connect: (lastEventId: string | undefined, signal: AbortSignal) => Promise<Response>,
  { onEvent, onOpen, onBreak, lastEventId: firstId, signal = new AbortController().signal }: FollowOptions,
  silenceMs = SILENCE_MS,
): Promise<void> {
  let lastEventId = firstId;
  let pauseMs = FIRST_PAUSE_MS;
  let failures = 0;
  let isOpen = false;
  const parser = createParser({
    onEvent: ({ id = "", event, data }) => {
      if (id !== "") lastEventId = id;
      if (!isOpen) {
        isOpen = true;
        failures = 0;
        onOpen?.();
      }
      // The beginning of a stream: it says where to resume before anything has happened.
      if (event === READY) return;
      // The names and forms are those of the API's description.
      onEvent({ id, name: event, data: JSON.parse(data) } as LiveEvent);
    },
    onRetry: (ms) => {
      pauseMs = ms;
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
    isOpen = false;
    if (body !== null) {
      parser.reset();
      for await (const text of textOf(body, signal, silenceMs)) parser.feed(text);
    }
    if (!signal.aborted) onBreak?.();
    await pause(backoffMs(failures + 1, { firstMs: pauseMs, mostMs: MAX_PAUSE_MS }), signal);
    if (!isOpen) failures += 1;
  }
}

/** The text of a body as it arrives, until the body ends or falls silent, or the signal aborts. */
async function* textOf(
  body: ReadableStream<Uint8Array>,
  signal: AbortSignal,
  silenceMs: number,
): AsyncGenerator<string> {
  const reader = body.getReader();
  // Aborting the request is not enough: the link from its signal to the body may be garbage-collected before the body ends.
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

/** Whether a repeat would be refused again. */
function isFinal(status: number): boolean {
  return status >= 400 && status < 500 && status !== 429;
}
