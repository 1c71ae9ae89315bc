import type { Entry } from "@vc/payments/src/ledger/entries.ts";
import type { Db } from "mongodb";
import type { Place } from "../servers.ts";

/** A way to keep a journal and its balances. Opened for one round, in a database of its own. */
export interface LedgerContestant {
  readonly name: string;
  /** What it does for one posting. */
  readonly does: string;
  open(place: Place, database: string): Promise<OpenLedger>;
}

export interface OpenLedger {
  /** Writes an entry and what it changes in balances, in one transaction with `w: "majority"`. */
  post(entry: Entry): Promise<void>;
  /** To look at what was written. */
  readonly db: Db;
  close(): Promise<void>;
}
