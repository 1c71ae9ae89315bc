import type { LedgerEntryKind } from "@vc/contracts";
import { naturalCents } from "../ledger/chart.ts";
import { type JournalDocument, journalModel } from "../ledger/model.ts";
import type { Finding, Moment } from "./finding.ts";

/** What the journal comes to, read once. */
export interface Tally {
  /** What every account holds, in cents on its own side. */
  readonly held: ReadonlyMap<string, number>;
  /** How much each kind of entry moved through each account, in cents on the account's own side. */
  moved(kind: LedgerEntryKind, account: string): number;
  /** Debits less credits of the whole journal. */
  readonly totalCents: number;
  /** Entries by the Stripe object that moved their money. */
  readonly byStripeId: ReadonlyMap<string, readonly JournalDocument[]>;
  /** Entries that are wrong in themselves. */
  readonly findings: readonly Finding[];
}

const sumIn = (sums: Map<string, number>, key: string, cents: number) =>
  sums.set(key, (sums.get(key) ?? 0) + cents);

export async function tally({ database, session }: Moment): Promise<Tally> {
  const held = new Map<string, number>();
  const moved = new Map<string, number>();
  const byStripeId = new Map<string, JournalDocument[]>();
  const findings: Finding[] = [];
  let totalCents = 0;
  for await (const entry of database.model(journalModel).stream({}, { session })) {
    const { _id, kind, lines, stripeId } = entry;
    const sum = lines.reduce((total, line) => total + line.amountCents, 0);
    totalCents += sum;
    if (sum !== 0 || !lines.every((line) => Number.isSafeInteger(line.amountCents))) {
      findings.push({
        invariant: "every entry sums to 0 in whole cents",
        subject: _id,
        detail: `sums to ${sum}`,
      });
    }
    for (const { account, amountCents } of lines) {
      const cents = naturalCents(account, amountCents);
      sumIn(held, account, cents);
      sumIn(moved, `${kind} ${account}`, cents);
    }
    if (stripeId !== null) byStripeId.set(stripeId, [...(byStripeId.get(stripeId) ?? []), entry]);
  }
  return {
    held,
    moved: (kind, account) => moved.get(`${kind} ${account}`) ?? 0,
    totalCents,
    byStripeId,
    findings,
  };
}
