import { backoffMs } from "@vc/backoff";
import { MongoBulkWriteError, MongoNetworkError, MongoServerSelectionError } from "mongodb";
import { failureBackoff } from "../shared/backoff.ts";
import type { OpenTransaction, RunTransaction } from "../shared/open-transaction.ts";
import { pause } from "../shared/waiting.ts";
import type { BusLog } from "../types.ts";
import { GiveUp } from "./give-up.ts";
import type { FailureKind } from "./retry.ts";

/** Shorter than the transaction lifetime that databases are configured with (ADR 19). */
export const DEFAULT_HANDLER_TIMEOUT_MS = 10_000;

/** Within a batch a handler that takes longer gives way to the others. Alone it has its full time. */
export const BATCHED_HANDLER_TIMEOUT_MS = 1_000;

/** The broker closes a channel whose message is unacknowledged for 30 minutes; this stays well below. */
const MAX_DATABASE_WAIT_MS = 10 * 60_000;

export class HandlerTimeout extends Error {
  override readonly name = "HandlerTimeout";
}

/**
 * Limits the time of a handler inside its transaction. After the limit this rejects, the transaction is aborted, and the
 * driver refuses what the handler still writes with its session.
 */
export function within<T>(timeoutMs: number, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timeout = setTimeout(
      () => reject(new HandlerTimeout(`the handler took longer than ${timeoutMs} ms`)),
      timeoutMs,
    );
    void work.then(resolve, reject).finally(() => clearTimeout(timeout));
  });
}

/** Aborts the transaction of a batch that conflicts with another writer: each entry of it then runs alone. */
class BatchConflict extends Error {
  override readonly name = "BatchConflict";
}

/** Runs a transaction that the driver does not retry. */
export function runOnce(
  transaction: RunTransaction,
  work: (tx: OpenTransaction) => Promise<void>,
): Promise<void> {
  let hasRun = false;
  return transaction((tx) => {
    if (hasRun) throw new BatchConflict();
    hasRun = true;
    return work(tx);
  });
}

export function failureKind(error: unknown): FailureKind {
  return error instanceof GiveUp ? "gave_up" : "failed";
}

/**
 * Repeats work while the database is unavailable: no other message would succeed either, so this one waits
 * unacknowledged and keeps its attempts. Every other error goes to the caller.
 */
export async function retryWhileDatabaseUnavailable<T>(
  work: () => Promise<T>,
  { stopped, log }: { stopped: AbortSignal; log: BusLog },
): Promise<T> {
  const giveUpAt = performance.now() + MAX_DATABASE_WAIT_MS;
  for (let failures = 1; ; failures++) {
    try {
      return await work();
    } catch (error) {
      if (!isDatabaseAway(error) || stopped.aborted || performance.now() > giveUpAt) throw error;
      log.warn({ err: error, failures }, "the database is unavailable; the message waits");
      await pause(backoffMs(failures, failureBackoff), stopped);
    }
  }
}

/**
 * Whether the database is unavailable. The driver has its own errors for broken connections. It passes on Node's error
 * for a write to a connection that the other side has just ended, and wraps the error that ends a bulk write.
 */
export function isDatabaseAway(error: unknown): boolean {
  if (error instanceof MongoBulkWriteError && error.errorResponse instanceof Error)
    return isDatabaseAway(error.errorResponse);
  if (error instanceof MongoNetworkError || error instanceof MongoServerSelectionError) return true;
  return error instanceof Error && "code" in error && error.code === "EPIPE";
}
