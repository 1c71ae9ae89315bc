import type { Client, LiveEvent } from "@vc/client";

export type EventStream = {
  /** Everything received so far, oldest first. Wait for what you expect with `waitFor`. */
  received: readonly LiveEvent[];
  /** Resolves when the server has accepted the stream: what happens from now on will be received. */
  opened: Promise<void>;
  close: () => void;
};

/** Records the live events of a person, until closed. */
export function recordEvents(api: Pick<Client, "follow">, lastEventId?: string): EventStream {
  const received: LiveEvent[] = [];
  const stop = new AbortController();
  const { promise: opened, resolve: markOpened, reject: markRefused } = Promise.withResolvers<void>();
  // A test that does not wait for the opening sees a refusal as missing events, not as an unhandled rejection.
  opened.catch(() => {});
  api
    .follow({
      onEvent: (event) => received.push(event),
      onOpen: markOpened,
      signal: stop.signal,
      ...(lastEventId === undefined ? {} : { lastEventId }),
    })
    .catch(markRefused);
  return { received, opened, close: () => stop.abort() };
}
