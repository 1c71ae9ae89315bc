import type { Database } from "@vc/service";
import type { Finding, Moment } from "./finding.ts";
import { brokenInvoices } from "./invoices.ts";
import { brokenJournal } from "./journal.ts";
import { brokenMovements } from "./movements.ts";
import { brokenPayments } from "./payments.ts";
import { brokenSellers } from "./sellers.ts";
import { tally } from "./tally.ts";

/**
 * Verifies the invariants of the money (R27, services/payments/README.md) on a live database and lists what breaks them. Reads
 * only, and all of it at one moment, so that it can run while money moves. MongoDB keeps a moment for a minute.
 */
export async function auditPayments(database: Database, now: Date): Promise<Finding[]> {
  return database.snapshot((session) => findingsOf({ database, session, now }));
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
