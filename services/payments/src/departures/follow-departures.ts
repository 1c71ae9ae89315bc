import { type Bus, on, type Transaction } from "@vc/bus";
import { AccountClosed, AccountClosing, OrdersClosingAnswered, PaymentsClosingAnswered } from "@vc/contracts";
import type { Idempotency } from "@vc/service";
import type { Invoices } from "../documents/invoice-store.ts";
import type { CaseFiles } from "../evidence/case-files.ts";
import { personalAccounts } from "../ledger/chart.ts";
import type { Ledger } from "../ledger/ledger.ts";
import type { PaymentStore } from "../payments/store.ts";
import type { PayoutAccountStore } from "../payout-accounts/store.ts";

/**
 * R42, payments' side of closing an account: says at once whether money is owed, and again when orders is sure that no
 * order is open. By then every order's money is known here, so that answer is final. Journal, payments and withdrawals
 * stay under the account's id; what could name a person goes.
 */
export function followDepartures(deps: {
  bus: Bus;
  ledger: Ledger;
  payments: PaymentStore;
  payoutAccounts: PayoutAccountStore;
  invoices: Invoices;
  caseFiles: CaseFiles;
  idempotency: Idempotency;
}): void {
  const { bus, ledger, payments, payoutAccounts, invoices, caseFiles, idempotency } = deps;

  async function isMoneyOwed(accountId: string, tx: Transaction): Promise<boolean> {
    if (await payments.hasUnsettled(accountId, tx.session)) return true;
    for (const account of personalAccounts(accountId)) {
      if ((await ledger.balanceOf(account, tx.session)) !== 0) return true;
    }
    return false;
  }

  async function answer(
    tx: Transaction,
    { accountId, closingId }: { accountId: string; closingId: string },
    sequence: 1 | 2,
  ): Promise<void> {
    const nothing = sequence === 1 ? "nothing_open" : "clear";
    const said = (await isMoneyOwed(accountId, tx)) ? "open" : nothing;
    const data = { accountId, closingId, answer: said } as const;
    tx.publish(PaymentsClosingAnswered, { aggregateId: closingId, sequence, data });
  }

  bus.consume({
    purpose: "departures",
    subscriptions: [
      on(AccountClosing, ({ data }, tx) => answer(tx, data, 1)),
      on(OrdersClosingAnswered, async ({ data }, tx) => {
        if (data.answer === "clear") await answer(tx, data, 2);
      }),
      on(AccountClosed, async ({ data: { accountId } }, tx) => {
        await payments.eraseTitles(accountId, tx.session);
        await payoutAccounts.eraseContact(accountId, tx.session);
        await caseFiles.erase(accountId, tx.session);
        await invoices.eraseRecipient(accountId, tx.session);
        await idempotency.erase(accountId, tx.session);
      }),
    ],
  });
}
