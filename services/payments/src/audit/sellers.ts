import { ledgerAccount } from "../ledger/chart.ts";
import { movementModel } from "../movements/model.ts";
import { receivableModel } from "../receivables/model.ts";
import { withdrawalModel } from "../withdrawals/model.ts";
import type { Finding, Moment } from "./finding.ts";
import type { Tally } from "./tally.ts";

interface Seller {
  pendingCents: number;
  withdrawnCents: number;
  owedCents: number;
  returningCents: number;
}

async function sellersOf({ database, session }: Moment, journal: Tally): Promise<Map<string, Seller>> {
  const sellers = new Map<string, Seller>();
  const sellerOf = (accountId: string): Seller => {
    const known = sellers.get(accountId);
    const seller = known ?? { pendingCents: 0, withdrawnCents: 0, owedCents: 0, returningCents: 0 };
    sellers.set(accountId, seller);
    return seller;
  };
  for (const account of journal.held.keys()) {
    const [name, accountId] = account.split(":");
    if (accountId !== undefined && SELLER_ACCOUNTS.some((known) => known === name)) sellerOf(accountId);
  }
  for await (const { accountId, amountCents, state } of database
    .model(withdrawalModel)
    .stream({}, { session })) {
    const seller = sellerOf(accountId);
    if (state === "pending") seller.pendingCents += amountCents;
    if (state !== "failed") seller.withdrawnCents += amountCents;
  }
  for await (const receivable of database.model(receivableModel).stream({}, { session })) {
    if (receivable.state === "dropped") continue;
    sellerOf(receivable.sellerId).owedCents += receivable.owedCents - receivable.collectedCents;
  }
  const reversals = database.model(movementModel).stream({ "order.kind": "reversal" }, { session });
  for await (const { order, state } of reversals) {
    if (order.kind === "reversal" && state !== "succeeded")
      sellerOf(order.sellerId).returningCents += order.amountCents;
  }
  return sellers;
}

const SELLER_ACCOUNTS = ["SELLER", "PAYOUT_DUE", "TRANSIT", "SELLER_RECEIVABLE", "RETURNING"] as const;

/** Everything that a seller's ledger accounts, withdrawals and receivables say of each other. */
export async function brokenSellers(moment: Moment, journal: Tally): Promise<Finding[]> {
  const findings: Finding[] = [];
  const demand = (invariant: string, subject: string, is: number, must: number) => {
    if (is !== must) findings.push({ invariant, subject, detail: `holds ${is} instead of ${must}` });
  };
  for (const [accountId, seller] of await sellersOf(moment, journal)) {
    const held = (name: (typeof SELLER_ACCOUNTS)[number]) =>
      journal.held.get(ledgerAccount(name, accountId)) ?? 0;
    const moved = (kind: Parameters<Tally["moved"]>[0]) =>
      journal.moved(kind, ledgerAccount("SELLER", accountId));
    const due = "payouts due and in transit are the pending withdrawals";
    demand(due, ledgerAccount("PAYOUT_DUE", accountId), held("PAYOUT_DUE"), seller.pendingCents);
    demand(due, ledgerAccount("TRANSIT", accountId), held("TRANSIT"), seller.pendingCents);
    const owed = "what a seller owes is their open receivables";
    demand(owed, ledgerAccount("SELLER_RECEIVABLE", accountId), held("SELLER_RECEIVABLE"), seller.owedCents);
    const returning = "what returns from a seller's balance is the open reversals";
    demand(returning, ledgerAccount("RETURNING", accountId), held("RETURNING"), seller.returningCents);
    const earnedCents =
      moved("earnings_released") + moved("receivable_collected") + moved("receivable_given_back");
    if (seller.withdrawnCents > earnedCents) {
      findings.push({
        invariant: "withdrawn ≤ earned",
        subject: accountId,
        detail: `withdrawn ${seller.withdrawnCents}, earned ${earnedCents}`,
      });
    }
  }
  return findings;
}
