import type { Bus, Transaction } from "@vc/bus";
import type { Clock } from "@vc/http";
import type { Model } from "../database/database.ts";
import { type Change, type Filter, trusted } from "../database/queries.ts";

/** As many documents as one transaction erases: one that erased thousands would hold them locked for too long. */
const BATCH_SIZE = 100;

/** One transaction's share of the erasure of an account. */
export interface ErasureBatch {
  readonly accountId: string;
  readonly tx: Transaction;
  /** At most this many documents are erased. */
  readonly limit: number;
}

/** `all`: nothing is left of the account. `some`: more may be left, for the next batch. */
export type Erased = "some" | "all";

/**
 * Erases one batch of one kind of data. It runs again until it says `all`, so it must not find again what it has
 * erased. What is not part of the transaction (files) must bear being done twice.
 */
export type ErasureStep = (batch: ErasureBatch) => Promise<Erased>;

export interface AccountErasure {
  /** Begins the erasure with the transaction that hears of the closing. */
  begin(accountId: string, tx: Transaction): void;
}

/** Runs the steps in their order, up to one full batch. */
export async function eraseBatch(steps: readonly ErasureStep[], batch: ErasureBatch): Promise<Erased> {
  for (const step of steps) {
    if ((await step(batch)) === "some") return "some";
  }
  return "all";
}

/**
 * R42: erases what a service holds of a closed account, one batch for each firing of a timer, so that it goes on after
 * a crash and no transaction grows with the account.
 *
 * @param options.timerKind Default: "account_erasure". Stored in the timers; another name would lose those that are armed
 * @param options.batchSize Default: 100 documents.
 */
export function createAccountErasure(options: {
  readonly bus: Bus;
  readonly clock: Clock;
  readonly steps: readonly ErasureStep[];
  readonly timerKind?: string;
  readonly batchSize?: number;
}): AccountErasure {
  const { bus, clock, steps, timerKind = "account_erasure", batchSize = BATCH_SIZE } = options;

  const begin = (accountId: string, tx: Transaction): void =>
    tx.armTimer({ aggregateId: accountId, kind: timerKind, dueAt: clock.now() });

  bus.onTimer(timerKind, async ({ aggregateId: accountId }, tx) => {
    const erased = await eraseBatch(steps, { accountId, tx, limit: batchSize });
    if (erased === "some") begin(accountId, tx);
  });

  return { begin };
}

/** Changes one batch of the documents that hold something of an account. The filter must not match a changed one. */
export async function changeBatch<Stored extends { readonly _id: string }>(
  model: Model<Stored>,
  filter: Filter<Stored>,
  change: Change<Stored>,
  batch: ErasureBatch,
): Promise<Erased> {
  const { among, isLast } = await nextOf(model, filter, batch);
  if (among !== null) await model.updateMany(among, change, { session: batch.tx.session });
  return isLast ? "all" : "some";
}

/** Deletes one batch of the documents that hold something of an account. */
export async function deleteBatch<Stored extends { readonly _id: string }>(
  model: Model<Stored>,
  filter: Filter<Stored>,
  batch: ErasureBatch,
): Promise<Erased> {
  const { among, isLast } = await nextOf(model, filter, batch);
  if (among !== null) await model.deleteMany(among, { session: batch.tx.session });
  return isLast ? "all" : "some";
}

/** The documents of the next batch, by their ids; `null` when there are none. */
async function nextOf<Stored extends { readonly _id: string }>(
  model: Model<Stored>,
  filter: Filter<Stored>,
  { tx, limit }: ErasureBatch,
): Promise<{ among: Filter<Stored> | null; isLast: boolean }> {
  const found = await model.find(filter, { session: tx.session, fields: ["_id"], limit });
  const ids: string[] = found.map(({ _id }) => _id);
  // Every document has an id, and a generic filter cannot say so.
  const among = { _id: trusted({ $in: ids }) } as Filter<Stored>;
  return { among: ids.length === 0 ? null : among, isLast: ids.length < limit };
}
