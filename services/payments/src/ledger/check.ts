import type { ClientSession, Db } from "mongodb";
import { movementCollection } from "../movements/store.ts";
import type { Payment } from "../payments/payment.ts";
import { paymentCollection } from "../payments/store.ts";
import { withdrawalCollection } from "../withdrawals/store.ts";
import { classOf, ledgerAccount, naturalCents } from "./chart.ts";
import { ledgerCollections } from "./ledger.ts";

/** Something that must not be: which invariant, about what, and how it shows. */
export interface Finding {
  readonly invariant: string;
  readonly subject: string;
  readonly detail: string;
}

/** What every account holds by the journal, in cents on its own side. */
type Sums = ReadonlyMap<string, number>;

/** One moment of a database: all reads with the session see the same. */
interface Moment {
  readonly db: Db;
  readonly session: ClientSession;
}

/**
 * Verifies the invariants of the ledger (R27, platform.md §7) on a live database and lists what breaks them. Reads
 * only, and all of it at one moment, so that it can run while money moves. MongoDB keeps a moment for a minute.
 */
export async function checkLedger(db: Db): Promise<Finding[]> {
  return db.client.withSession((session) =>
    session.withTransaction(() => findingsOf({ db, session }), { readConcern: { level: "snapshot" } }),
  );
}

async function findingsOf(moment: Moment): Promise<Finding[]> {
  const sums = await sumsOfJournal(moment);
  return [
    ...(await unbalancedEntries(moment)),
    ...unbalancedWhole(sums),
    ...(await wrongBalances(moment, sums)),
    ...(await wrongPayments(moment, sums)),
    ...(await wrongWithdrawals(moment, sums)),
    ...(await wrongMovements(moment)),
  ];
}

async function sumsOfJournal({ db, session }: Moment): Promise<Sums> {
  const sums = new Map<string, number>();
  for await (const { lines } of ledgerCollections(db).journal.find(
    {},
    { projection: { lines: 1 }, session },
  )) {
    for (const { account, amountCents } of lines) {
      sums.set(account, (sums.get(account) ?? 0) + naturalCents(account, amountCents));
    }
  }
  return sums;
}

async function unbalancedEntries({ db, session }: Moment): Promise<Finding[]> {
  const findings: Finding[] = [];
  for await (const { _id, lines } of ledgerCollections(db).journal.find({}, { session })) {
    const sum = lines.reduce((total, line) => total + line.amountCents, 0);
    const isWhole = lines.every((line) => Number.isSafeInteger(line.amountCents));
    if (sum !== 0 || !isWhole) {
      findings.push({
        invariant: "every entry sums to 0 in whole cents",
        subject: _id,
        detail: `sums to ${sum}`,
      });
    }
  }
  return findings;
}

function unbalancedWhole(sums: Sums): Finding[] {
  let total = 0;
  for (const [account, cents] of sums) total += classOf(account).normal === "debit" ? cents : -cents;
  if (total === 0) return [];
  return [{ invariant: "the whole ledger sums to 0", subject: "journal", detail: `sums to ${total}` }];
}

async function wrongBalances({ db, session }: Moment, sums: Sums): Promise<Finding[]> {
  const findings: Finding[] = [];
  const missing = new Map([...sums].filter(([account]) => classOf(account).balance === "guarded"));
  for await (const { _id: account, cents } of ledgerCollections(db).balances.find({}, { session })) {
    missing.delete(account);
    const byJournal = sums.get(account) ?? 0;
    if (cents !== byJournal) {
      findings.push({
        invariant: "balances equal their journal",
        subject: account,
        detail: `holds ${cents}, the journal says ${byJournal}`,
      });
    }
    if (cents < 0) {
      findings.push({ invariant: "no account is below zero", subject: account, detail: `holds ${cents}` });
    }
  }
  for (const account of missing.keys()) {
    findings.push({ invariant: "balances equal their journal", subject: account, detail: "has no balance" });
  }
  return findings;
}

/** What an order's escrow must hold in each state. */
const escrowIn = {
  awaiting_payment: () => 0,
  expired: () => 0,
  blocked: (payment) => payment.charge?.amountCents ?? 0,
  settling: () => 0,
  settled: () => 0,
} as const satisfies Record<Payment["state"], (payment: Pick<Payment, "charge">) => number>;

async function wrongPayments({ db, session }: Moment, sums: Sums): Promise<Finding[]> {
  const findings: Finding[] = [];
  const escrows = new Set([...sums.keys()].filter((account) => account.startsWith("ESCROW:")));
  for await (const payment of paymentCollection(db).find({}, { session })) {
    const { _id, state, paidCents, refundedCents, releasedCents, commissionCents, vatCents } = payment;
    const escrow = sums.get(ledgerAccount("ESCROW", _id)) ?? 0;
    escrows.delete(ledgerAccount("ESCROW", _id));
    const refundDue = sums.get(ledgerAccount("REFUND_DUE", _id)) ?? 0;
    const due = escrowIn[state](payment);
    if (escrow !== due) {
      findings.push({
        invariant: "escrow holds what is blocked and 0 for an ended order",
        subject: _id,
        detail: `${state}, and escrow holds ${escrow} instead of ${due}`,
      });
    }
    if (paidCents !== refundedCents + refundDue + releasedCents + escrow) {
      findings.push({
        invariant: "paid = refunded + to be refunded + released + blocked",
        subject: _id,
        detail: `${paidCents} ≠ ${refundedCents} + ${refundDue} + ${releasedCents} + ${escrow}`,
      });
    }
    if (commissionCents + vatCents > releasedCents) {
      findings.push({
        invariant: "commission and VAT come out of what was released",
        subject: _id,
        detail: `${commissionCents} + ${vatCents} > ${releasedCents}`,
      });
    }
    // A second payment of a settled order is owed back while its refund is an open movement.
    if (state === "settled" && refundDue !== 0 && payment.openMovementIds.length === 0) {
      findings.push({
        invariant: "a settled order owes no refund",
        subject: _id,
        detail: `owes ${refundDue}`,
      });
    }
  }
  for (const account of escrows) {
    findings.push({
      invariant: "escrow belongs to an order that is known",
      subject: account,
      detail: `holds ${sums.get(account)}`,
    });
  }
  return findings;
}

async function wrongWithdrawals({ db, session }: Moment, sums: Sums): Promise<Finding[]> {
  const pending = new Map<string, number>();
  for await (const { accountId, amountCents } of withdrawalCollection(db).find(
    { state: "pending" },
    { session },
  )) {
    pending.set(accountId, (pending.get(accountId) ?? 0) + amountCents);
  }
  const findings: Finding[] = [];
  for (const [account, cents] of sums) {
    const [name, accountId = ""] = account.split(":");
    if (name !== "PAYOUT_DUE" && name !== "TRANSIT") continue;
    const due = pending.get(accountId) ?? 0;
    if (cents !== due) {
      findings.push({
        invariant: "payouts due and in transit are the pending withdrawals",
        subject: account,
        detail: `holds ${cents}, pending are ${due}`,
      });
    }
  }
  return findings;
}

/** A movement that was not done by then needs a person. Stripe keeps idempotency keys for as long. */
const RETRY_HORIZON_MS = 24 * 60 * 60_000;

async function wrongMovements({ db, session }: Moment): Promise<Finding[]> {
  const findings: Finding[] = [];
  const movementOf = new Map<string, string>();
  for await (const movement of movementCollection(db).find({}, { session })) {
    const { _id, state, stripeId, order } = movement;
    if (state === "succeeded" && stripeId === null) {
      findings.push({ invariant: "no movement without its Stripe object", subject: _id, detail: "has none" });
    }
    const overdueMs = movement.nextAt.getTime() - movement.createdAt.getTime();
    if (state === "due" && overdueMs > RETRY_HORIZON_MS) {
      findings.push({
        invariant: "no movement without its Stripe object after the retry horizon",
        subject: _id,
        detail: movement.lastError ?? "was never called",
      });
    }
    if (stripeId === null || order.kind === "close_session") continue;
    const other = movementOf.get(stripeId);
    if (other !== undefined) {
      findings.push({
        invariant: "one Stripe object per movement",
        subject: _id,
        detail: `shares ${stripeId} with ${other}`,
      });
    }
    movementOf.set(stripeId, _id);
  }
  return findings;
}
