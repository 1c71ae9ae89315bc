import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import type { FileInfo, ProblemCode } from "@vc/client";
import { useSyncExternalStore } from "react";
import { pageContext } from "./page-context.ts";

/** A message that a person has sent and the API has not taken yet. */
export interface Outgoing {
  readonly key: number;
  readonly text: string;
  readonly files: readonly Pick<FileInfo, "id" | "name">[];
  readonly at: string;
  readonly state:
    | { readonly kind: "sending" }
    /** Goes out by itself when the connection is back. */
    | { readonly kind: "waiting" }
    | { readonly kind: "failed"; readonly code: ProblemCode | "no_answer" };
  /** An attempt had no answer, so it may have arrived: that is looked up before it is sent again. */
  readonly isUncertain: boolean;
}

const NOTHING: readonly Outgoing[] = [];

/** By conversation. It outlives pages, so that a message goes out also when its author looks at something else. */
const outgoing = new Map<string, readonly Outgoing[]>();
const underWay = new Set<string>();
const watchers = new Set<() => void>();
let lastKey = 0;

function watch(watcher: () => void): () => void {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
}

function write(conversationId: string, messages: readonly Outgoing[]): void {
  outgoing.set(conversationId, messages);
  for (const watcher of watchers) watcher();
}

function change(conversationId: string, key: number, changed: Partial<Outgoing>): void {
  const messages = outgoing.get(conversationId) ?? NOTHING;
  write(
    conversationId,
    messages.map((message) => (message.key === key ? { ...message, ...changed } : message)),
  );
}

export interface Outbox {
  readonly messages: readonly Outgoing[];
  readonly send: (text: string, files: Outgoing["files"]) => void;
  readonly retry: (key: number) => void;
  readonly discard: (key: number) => void;
}

/**
 * Messages on their way to a conversation, one after the other in the order in which they were written. What is sent while
 * there is no connection waits for it and goes out once.
 */
export function useOutbox(conversationId: string, accountId: string): Outbox {
  const client = useQueryClient();
  const messages = useSyncExternalStore(watch, () => outgoing.get(conversationId) ?? NOTHING);
  const go = () => void sendAll(conversationId, accountId, client);
  return {
    messages,
    send: (text, files) => {
      lastKey += 1;
      const at = pageContext().now().toISOString();
      const state = { kind: "sending" } as const;
      write(conversationId, [
        ...(outgoing.get(conversationId) ?? NOTHING),
        { key: lastKey, text, files, at, state, isUncertain: false },
      ]);
      go();
    },
    retry: (key) => {
      change(conversationId, key, { state: { kind: "sending" } });
      go();
    },
    discard: (key) =>
      write(
        conversationId,
        messages.filter((message) => message.key !== key),
      ),
  };
}

async function sendAll(conversationId: string, accountId: string, client: QueryClient): Promise<void> {
  if (underWay.has(conversationId)) return;
  underWay.add(conversationId);
  try {
    for (;;) {
      const next = outgoing.get(conversationId)?.find(({ state }) => state.kind !== "failed");
      if (next === undefined) return;
      if (!navigator.onLine) {
        change(conversationId, next.key, { state: { kind: "waiting" } });
        await new Promise((resolve) => window.addEventListener("online", resolve, { once: true }));
        change(conversationId, next.key, { state: { kind: "sending" } });
      }
      if (
        (next.isUncertain && (await hasArrived(conversationId, accountId, next))) ||
        (await isTaken(conversationId, next))
      ) {
        await client.invalidateQueries({ queryKey: ["messages", conversationId] });
        const left = outgoing.get(conversationId) ?? NOTHING;
        write(
          conversationId,
          left.filter(({ key }) => key !== next.key),
        );
        void client.invalidateQueries({ queryKey: ["conversations"] });
      }
    }
  } finally {
    underWay.delete(conversationId);
  }
}

/** Sends one message; whether the API has taken it. */
async function isTaken(conversationId: string, { key, text, files }: Outgoing): Promise<boolean> {
  const answer = await pageContext()
    .api.POST("/v1/conversations/{conversationId}/messages", {
      params: { path: { conversationId } },
      body: { text, fileIds: files.map(({ id }) => id) },
    })
    .catch(() => undefined);
  if (answer?.data !== undefined) return true;
  if (answer !== undefined) {
    change(conversationId, key, { state: { kind: "failed", code: answer.error.code } });
    return false;
  }
  const state = navigator.onLine
    ? ({ kind: "failed", code: "no_answer" } as const)
    : ({ kind: "waiting" } as const);
  change(conversationId, key, { state, isUncertain: true });
  return false;
}

/** Whether a message whose attempt had no answer is in the conversation. Masking may have changed its text, not its time. */
async function hasArrived(
  conversationId: string,
  accountId: string,
  { at, text }: Outgoing,
): Promise<boolean> {
  const answer = await pageContext()
    .api.GET("/v1/conversations/{conversationId}/messages", {
      params: { path: { conversationId }, query: { limit: 10 } },
    })
    .catch(() => undefined);
  const since = Date.parse(at) - CLOCK_TOLERANCE_MS;
  return (answer?.data?.items ?? []).some(
    (message) =>
      message.senderId === accountId &&
      Date.parse(message.at) >= since &&
      (message.text === text || message.masked.length > 0),
  );
}

const CLOCK_TOLERANCE_MS = 5_000;
