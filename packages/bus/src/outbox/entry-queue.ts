import type { Outbox } from "./outbox.ts";

/** The ids of this process's outbox entries: those that wait to be sent, and those in flight. */
export interface EntryQueue {
  /** Entries to send; those in flight are left out. */
  add(ids: readonly string[]): void;
  /**
   * Adds entries of this process that it does not know of.
   *
   * @param deferred entries that are left out
   * @returns whether there were any, and whether it saw all
   */
  find(deferred: readonly string[]): Promise<{ readonly isAny: boolean; readonly isAll: boolean }>;
  /** Moves a window of waiting entries in flight. */
  takeWindow(): readonly string[];
  /** Returns entries in flight to those that wait. */
  giveBack(ids: readonly string[]): void;
  /** Entries in flight that are sent, deferred, or not this process's any more. */
  drop(ids: Iterable<string>): void;
  isWaiting(): boolean;
  /** Whether no entry waits and none is in flight. */
  isIdle(): boolean;
  inFlight(): number;
}

/** No more ids than this are kept in memory while the broker is away: `find` finds the entries again. */
const MAX_WAITING_IDS = 10_000;

export function createEntryQueue(outbox: Outbox, window: number): EntryQueue {
  const waiting = new Set<string>();
  /** Read, and neither deleted nor given back. */
  const inFlight = new Set<string>();
  return {
    add: (ids) => {
      if (waiting.size < MAX_WAITING_IDS) for (const id of ids) if (!inFlight.has(id)) waiting.add(id);
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
      return ids;
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
