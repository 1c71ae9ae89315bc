import { MongoBulkWriteError, MongoNetworkError, MongoServerSelectionError } from "mongodb";
import { backoffMs } from "../shared/backoff.ts";
import { pause } from "../shared/waiting.ts";
import type { OpenTransaction, RunTransaction } from "../transaction.ts";
import type { BusLog } from "../types.ts";
import { GiveUp } from "./give-up.ts";
import type { FailureKind } from "./retry.ts";

/** Below the lifetime that databases are told to give a transaction (ADR 19). */
export const defaultHandlerTimeoutMs = 10_000;

export class HandlerTimeout extends Error {
  override readonly name = "HandlerTimeout";
}

/**
 * Bounds a handler inside its transaction: when the time is over this rejects, the transaction is aborted, and what
 * the handler still writes with its session is refused by the driver.
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

/** In a transaction with others a handler that takes longer gives way to them, and has its whole time when done alone. */
export const mostAmongOthersMs = 1_000;

/** Thrown out of a transaction of several that met another writer: each of them meets it alone. */
class MetAnotherWriter extends Error {
  override readonly name = "MetAnotherWriter";
}

/** A transaction that the driver does not begin anew. */
export function oneTry(
  transaction: RunTransaction,
  work: (tx: OpenTransaction) => Promise<void>,
): Promise<void> {
  let isBegun = false;
  return transaction((tx) => {
    if (isBegun) throw new MetAnotherWriter();
    isBegun = true;
    return work(tx);
  });
}

export function failureKind(error: unknown): FailureKind {
  return error instanceof GiveUp ? "gave_up" : "failed";
}

/** The broker closes a channel whose message has no answer for 30 minutes; this stays well below. */
const mostDatabaseWaitMs = 10 * 60_000;

/**
 * Does it again for as long as the database cannot be reached: no other message would fare better, so this one waits
 * in hand instead of using up its tries. Everything else that it throws goes to the caller.
 */
export async function whileDatabaseIsAway<T>(
  work: () => Promise<T>,
  { stopped, log }: { stopped: AbortSignal; log: BusLog },
): Promise<T> {
  const giveUpAt = performance.now() + mostDatabaseWaitMs;
  for (let failures = 1; ; failures++) {
    try {
      return await work();
    } catch (error) {
      if (!isDatabaseAway(error) || stopped.aborted || performance.now() > giveUpAt) throw error;
      log.warn({ err: error, failures }, "the database cannot be reached; the message waits");
      await pause(backoffMs(failures), stopped);
    }
  }
}

/**
 * Whether the database could not be reached. The driver has errors of its own for what breaks on a connection, but
 * passes on as it is what Node says of a write onto one that the other side has just ended, and wraps what ends a write of
 * several documents.
 */
export function isDatabaseAway(error: unknown): boolean {
  if (error instanceof MongoBulkWriteError && error.errorResponse instanceof Error)
    return isDatabaseAway(error.errorResponse);
  if (error instanceof MongoNetworkError || error instanceof MongoServerSelectionError) return true;
  return error instanceof Error && "code" in error && error.code === "EPIPE";
}
