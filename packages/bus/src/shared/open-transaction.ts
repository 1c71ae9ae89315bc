import type { DueTimer, Transaction } from "../types.ts";

/** A transaction that collects events and timers. */
export interface OpenTransaction extends Transaction {
  /** Whether this transaction has set, moved or cancelled the timer so far. */
  hasChanged(timer: Pick<DueTimer, "aggregateId" | "kind">): boolean;
}

export type RunTransaction = <T>(work: (tx: OpenTransaction) => Promise<T>) => Promise<T>;
