import type { ClientSession, Db } from "mongodb";
import { brokenInvoices } from "./invariants/invoices.ts";
import { brokenJournal } from "./invariants/journal.ts";
import { brokenMovements } from "./invariants/movements.ts";
import { brokenPayments } from "./invariants/payments.ts";
import { brokenSellers } from "./invariants/sellers.ts";
import { tally } from "./invariants/tally.ts";

/** Something that must not be: which invariant, about what, and how it shows. */
export interface Finding {
  readonly invariant: string;
  readonly subject: string;
  readonly detail: string;
}

/** One moment of a database: all reads with the session see the same. */
export interface Moment {
  readonly db: Db;
  readonly session: ClientSession;
  readonly now: Date;
}

/**
 * Verifies the invariants of the ledger (R27, services/payments/README.md) on a live database and lists what breaks them. Reads
 * only, and all of it at one moment, so that it can run while money moves. MongoDB keeps a moment for a minute.
 */
export async function checkLedger(db: Db, now: Date): Promise<Finding[]> {
  return db.client.withSession((session) =>
    session.withTransaction(() => findingsOf({ db, session, now }), { readConcern: { level: "snapshot" } }),
  );
}

async function findingsOf(moment: Moment): Promise<Finding[]> {
  const journal = await tally(moment);
  return [
    ...journal.findings,
    ...(await brokenJournal(moment, journal)),
    ...(await brokenPayments(moment, journal)),
    ...(await brokenSellers(moment, journal)),
    ...(await brokenMovements(moment, journal)),
    ...(await brokenInvoices(moment)),
  ];
}
