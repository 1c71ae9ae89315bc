import { createLogger, systemClock } from "@vc/http";
import { type Database, openConnection, openDatabase } from "@vc/service";
import { auditPayments } from "./audit/audit.ts";
import { createPayoutAccountStore } from "./payout-accounts/store.ts";
import { requestComparison } from "./reconciliation/apply-to-day.ts";
import { createBooks } from "./reconciliation/books.ts";
import { createReconciliation } from "./reconciliation/reconcile.ts";
import { createReconciliationStore } from "./reconciliation/store.ts";
import { createStripe } from "./stripe/stripe-client.ts";

/** `npm run ledger`: verifies a live ledger, by itself and beside Stripe. Status 0: nothing is wrong with it. */
const USAGE = `usage: ledger [check]            verifies the invariants of the ledger
       ledger reconcile DAY     compares a day, such as 2026-03-01, with what Stripe booked on it
  MONGO_URL           the database server
  MONGO_DATABASE      the database of the payments service
  STRIPE_SECRET_KEY   to reconcile
  STRIPE_API_URL      another address that speaks Stripe's API`;

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

async function check(database: Database): Promise<number> {
  const findings = await auditPayments(database, systemClock.now());
  for (const { invariant, subject, detail } of findings) say(`${invariant}: ${subject}: ${detail}`);
  say(findings.length === 0 ? "The ledger holds every invariant." : `${findings.length} findings.`);
  return findings.length === 0 ? 0 : 1;
}

async function reconcile(
  database: Database,
  day: string,
  secretKey: string,
  apiUrl: string | undefined,
): Promise<number> {
  const store = createReconciliationStore(database, systemClock);
  const stripe = createStripe({ secretKey, apiUrl, timeoutMs: 15_000 });
  const worker = createReconciliation({
    clock: systemClock,
    log: createLogger({ service: "ledger", level: "silent" }),
    pollMs: 1_000,
    books: createBooks(database, stripe),
    reconciliations: store,
    payoutAccounts: createPayoutAccountStore(database),
    // A command only looks: what can be mended by reading it again is mended by the service.
    reread: async () => {},
    bookOwn: async () => {},
    watchBalance: async () => {},
    checkPlatform: async () => {},
  });
  await store.demand(day, systemClock.now());
  await requestComparison(store, day, systemClock.now());
  await worker.drain();
  const found = await store.find(day);
  if (found === null || found.checkedAt === null) {
    say(`${day} could not be compared: another process has it, or Stripe does not answer.`);
    return 1;
  }
  for (const { kind, stripeId, oursCents, theirsCents, entryIds } of found.differences) {
    say(`${kind}: ${stripeId}: ours ${oursCents}, theirs ${theirsCents} cents (${entryIds.join(", ")})`);
  }
  say(`${day}: ${found.state}, ${found.bookedCount} transactions, ${found.entryCount} entries.`);
  return found.differences.length === 0 ? 0 : 1;
}

async function main([command = "check", day = ""]: readonly string[]): Promise<number> {
  const { MONGO_URL, MONGO_DATABASE, STRIPE_SECRET_KEY, STRIPE_API_URL } = process.env;
  const isReconciling = command === "reconcile" && /^\d{4}-\d{2}-\d{2}$/.test(day) && STRIPE_SECRET_KEY;
  if (!MONGO_URL || !MONGO_DATABASE || !(command === "check" || isReconciling)) {
    say(USAGE);
    return 2;
  }
  const connection = await openConnection({ url: MONGO_URL, database: MONGO_DATABASE });
  try {
    const database = openDatabase(connection);
    return isReconciling
      ? await reconcile(database, day, STRIPE_SECRET_KEY, STRIPE_API_URL)
      : await check(database);
  } finally {
    await connection.close();
  }
}

process.exitCode = await main(process.argv.slice(2));
