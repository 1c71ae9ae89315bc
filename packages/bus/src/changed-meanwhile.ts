import { MongoError } from "mongodb";

/**
 * The error of a lost update: what the transaction read is no longer what is stored. It carries the label of MongoDB's
 * own write conflict, so `bus.transaction` runs its work again from the start, on what is stored now. Throw it only in
 * a transaction that also does the reading: outside, a retry would meet the same stale state.
 *
 * MongoDB reports a write conflict first; this guards a database that does not keep the snapshot of a transaction.
 *
 * @param what names the document, e.g. "order order_01h…"
 */
export function changedMeanwhile(what: string): MongoError {
  const error = new MongoError(`${what} was changed by another writer in the meantime`);
  error.addErrorLabel("TransientTransactionError");
  return error;
}
