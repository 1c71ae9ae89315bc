import { classOf } from "../ledger/chart.ts";
import { balanceModel } from "../ledger/model.ts";
import type { Finding, Moment } from "./finding.ts";
import type { Tally } from "./tally.ts";

/** The whole sums to 0, and every balance is what its journal says and not below zero. */
export async function brokenJournal({ database, session }: Moment, journal: Tally): Promise<Finding[]> {
  const findings: Finding[] = [];
  if (journal.totalCents !== 0) {
    const detail = `sums to ${journal.totalCents}`;
    findings.push({ invariant: "the whole ledger sums to 0", subject: "journal", detail });
  }
  const missing = new Map([...journal.held].filter(([account]) => classOf(account).balance === "guarded"));
  for await (const { _id: account, cents } of database.model(balanceModel).stream({}, { session })) {
    missing.delete(account);
    const byJournal = journal.held.get(account) ?? 0;
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
