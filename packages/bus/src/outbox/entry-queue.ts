import type { OutboxEntry } from "../shared/documents.ts";
import type { Outbox } from "./outbox.ts";

/** A window of entries in flight: what this process has just written is known, the rest has to be read. */
export interface EntryWindow {
  readonly ids: readonly string[];
  readonly known: readonly OutboxEntry[];
}

/** This process's outbox entries: those that wait to be sent, and those in flight. */
export interface EntryQueue {
  /** Entries to send, as a commit has just stored them; those in flight are left out. */
  add(entries: readonly OutboxEntry[]): void;
  /**
   * Adds entries of this process that it does not know of.
   *
   * @param deferred entries that are left out
   * @returns whether there were any, and whether it saw all
   */
  find(deferred: readonly string[]): Promise<{ readonly isAny: boolean; readonly isAll: boolean }>;
  /** Moves a window of waiting entries in flight. */
  takeWindow(): EntryWindow;
  /** Returns entries in flight to those that wait. They are read before they are sent again. */
  giveBack(ids: Iterable<string>): void;
  /** Entries in flight that are sent, deferred, or not this process's any more. */
  drop(ids: Iterable<string>): void;
  isWaiting(): boolean;
  /** Whether no entry waits and none is in flight. */
  isIdle(): boolean;
  inFlight(): number;
}

/** No more ids than this are kept in memory while the broker is away: `find` finds the entries again. */
const MAX_WAITING_IDS = 10_000;
/** Of so many of them the contents, too. */
const MAX_KNOWN_ENTRIES = 1_000;

export function createEntryQueue(outbox: Pick<Outbox, "mine" | "isHeld">, window: number): EntryQueue {
  const waiting = new Set<string>();
  /** Read, and neither deleted nor given back. */
  const inFlight = new Set<string>();
  /** Of entries that wait: what a commit has just stored. */
  const known = new Map<string, OutboxEntry>();

  function takeKnown(id: string): OutboxEntry[] {
    const entry = known.get(id);
    known.delete(id);
    return entry ? [entry] : [];
  }

  return {
    add: (entries) => {
      if (waiting.size >= MAX_WAITING_IDS) return;
      for (const entry of entries) {
        if (inFlight.has(entry._id)) continue;
        waiting.add(entry._id);
        if (known.size < MAX_KNOWN_ENTRIES) known.set(entry._id, entry);
      }
    },
    find: async (deferred) => {
      const left = new Set(deferred);
      const most = window + waiting.size + inFlight.size + left.size;
      const found = await outbox.mine(most);
      const unknown = found.filter((id) => !inFlight.has(id) && !waiting.has(id) && !left.has(id));
      for (const id of unknown) waiting.add(id);
      return { isAny: unknown.length > 0, isAll: found.length < most };
    },
    takeWindow: () => {
      const ids = [...waiting.values().take(window)];
      for (const id of ids) {
        waiting.delete(id);
        inFlight.add(id);
      }
      return { ids, known: ids.flatMap(takeKnown).filter((entry) => outbox.isHeld(entry)) };
    },
    giveBack: (ids) => {
      for (const id of ids) {
        inFlight.delete(id);
        waiting.add(id);
      }
    },
    drop: (ids) => {
      for (const id of ids) inFlight.delete(id);
    },
    isWaiting: () => waiting.size > 0,
    isIdle: () => waiting.size === 0 && inFlight.size === 0,
    inFlight: () => inFlight.size,
  };
}
