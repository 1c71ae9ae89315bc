import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import type { LiveEvent } from "@vc/client";
import { useEffect, useState } from "react";
import { pageContext } from "./page-context.ts";
import { takeInEvent } from "./queries.ts";

/** The lock of the one tab that holds the connection, and the channel on which it passes events on. */
const NAME = "vc-live";

/** A short break is not worth a word; a longer one is said. */
const UNSAID_MS = 5_000;
/** How often pages are read again while there is no connection. */
export const POLL_MS = 30_000;

type Passed =
  | { readonly kind: "event"; readonly event: LiveEvent }
  | { readonly kind: "status"; readonly isOpen: boolean }
  | { readonly kind: "asks" };

/**
 * Receives live events in this tab (R39). Of all tabs of a browser one holds the connection and passes events on: a browser
 * opens six connections to an address, and a stream for each tab would use them up. When that tab closes, another takes over
 * after the last event that any of them received.
 *
 * @returns ends it
 */
function receive(onEvent: (event: LiveEvent) => void, onStatus: (isOpen: boolean) => void): () => void {
  const { api } = pageContext();
  const stop = new AbortController();
  const { signal } = stop;
  const channel = new BroadcastChannel(NAME);
  let isLeader = false;
  let isOpen = false;
  /** Of the events that this document received, through whichever tab. A new document reads everything anyway. */
  let lastEventId: string | undefined;
  const take = (event: LiveEvent) => {
    lastEventId = event.id;
    onEvent(event);
  };
  const post = (passed: Passed) => {
    if (!signal.aborted) channel.postMessage(passed);
  };
  const tell = (open: boolean) => {
    isOpen = open;
    onStatus(open);
    post({ kind: "status", isOpen });
  };
  channel.onmessage = ({ data }: MessageEvent<Passed>) => {
    if (data.kind === "event") take(data.event);
    else if (data.kind === "status") onStatus(data.isOpen);
    else if (isLeader) post({ kind: "status", isOpen });
  };
  post({ kind: "asks" });

  async function lead(): Promise<void> {
    isLeader = true;
    await api.follow({
      signal,
      ...(lastEventId === undefined ? {} : { lastEventId }),
      onOpen: () => tell(true),
      onBreak: () => tell(false),
      onEvent: (event) => {
        post({ kind: "event", event });
        take(event);
      },
    });
  }
  // Aborting it, and the end of the session, are no failures.
  navigator.locks.request(NAME, { signal }, lead).catch(() => undefined);

  return () => {
    stop.abort();
    channel.close();
  };
}

/** Keeps what this tab shows up to date while a person is signed in; whether the connection is lost. */
export function useLive(): { isLost: boolean } {
  const client = useQueryClient();
  const [isOpen, setIsOpen] = useState(true);
  const [isLost, setIsLost] = useState(false);
  useEffect(() => {
    if (pageContext().api.session() === undefined) return;
    return receive((event) => takeInEvent(client, event), setIsOpen);
  }, [client]);
  useEffect(() => {
    if (isOpen) {
      setIsLost(false);
      return;
    }
    const timer = setTimeout(() => setIsLost(true), UNSAID_MS);
    return () => clearTimeout(timer);
  }, [isOpen]);
  useEffect(() => (isLost ? pollUntilBack(client) : undefined), [client, isLost]);
  return { isLost };
}

/** @returns ends the polling, with one last reading of what is on the screen */
function pollUntilBack(client: QueryClient): () => void {
  const timer = setInterval(() => void client.invalidateQueries(), POLL_MS);
  return () => {
    clearInterval(timer);
    void client.invalidateQueries();
  };
}
