import { setTimeout as pause } from "node:timers/promises";
import { createParser } from "eventsource-parser";

/** One server-sent event, its data parsed from JSON. */
export type ReceivedEvent = { id: string | undefined; name: string; data: unknown };

export type EventStream = {
  /** Everything received so far, oldest first. Wait for what you expect with `waitFor`. */
  received: readonly ReceivedEvent[];
  /** Resolves when the server has accepted the stream: what happens from now on will be received. */
  opened: Promise<void>;
  close: () => void;
};

const RECONNECT_AFTER_MS = 250;

/**
 * Reads server-sent events until closed. When the connection breaks it connects again and asks for what it missed by
 * `Last-Event-ID`; a 401 renews the token first. Any other refusal ends the stream and rejects `opened`.
 */
export function openEventStream(target: {
  url: URL;
  headers: () => Record<string, string>;
  renew: () => Promise<void>;
  lastEventId?: string;
}): EventStream {
  const received: ReceivedEvent[] = [];
  const stop = new AbortController();
  const { promise: opened, resolve: markOpened, reject: markRefused } = Promise.withResolvers<void>();
  // Whoever does not wait for the opening learns of a refusal by what never arrives, not by an unhandled rejection.
  opened.catch(() => {});
  let lastEventId = target.lastEventId;

  const parser = createParser({
    onEvent: ({ id, event, data }) => {
      if (id !== undefined) lastEventId = id;
      received.push({ id, name: event ?? "message", data: parseData(data) });
    },
  });

  async function readOnce(): Promise<void> {
    const response = await fetch(target.url, {
      headers: {
        accept: "text/event-stream",
        ...target.headers(),
        ...(lastEventId === undefined ? {} : { "last-event-id": lastEventId }),
      },
      signal: stop.signal,
    });
    if (response.status === 401) {
      await response.body?.cancel();
      return target.renew();
    }
    if (response.status >= 400 && response.status < 500 && response.status !== 429) {
      const refusal = `the event stream was refused with ${response.status}: ${await response.text()}`;
      stop.abort();
      throw new Error(refusal);
    }
    if (!response.ok || response.body === null) return;
    markOpened();
    parser.reset();
    const decoder = new TextDecoder();
    for await (const chunk of response.body) parser.feed(decoder.decode(chunk, { stream: true }));
  }

  async function readUntilClosed(): Promise<void> {
    while (!stop.signal.aborted) {
      await readOnce().catch((error: unknown) => {
        if (stop.signal.aborted) markRefused(error);
      });
      if (!stop.signal.aborted) await pause(RECONNECT_AFTER_MS);
    }
  }
  void readUntilClosed();

  return { received, opened, close: () => stop.abort() };
}

function parseData(data: string): unknown {
  try {
    return JSON.parse(data);
  } catch {
    return data;
  }
}
