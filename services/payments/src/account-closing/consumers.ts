import { type Bus, on, type Transaction } from "@vc/bus";
import { AccountClosed, AccountClosing, OrdersClosingAnswered, PaymentsClosingAnswered } from "@vc/contracts";
import { type AccountErasure, createObligationReport } from "@vc/service";
import { personalAccounts } from "../ledger/chart.ts";
import type { Ledger } from "../ledger/ledger.ts";
import type { PaymentStore } from "../payments/store.ts";

/**
 * R42, payments' side of account closing: reports at once whether money is owed, and again when orders is sure that no
 * order is open. By then every order's money is known here, so that answer is final.
 */
export function addAccountClosingConsumers(
  bus: Bus,
  deps: { ledger: Ledger; payments: PaymentStore; erasure: AccountErasure },
): void {
  const { ledger, payments, erasure } = deps;

  async function isMoneyOwed(accountId: string, tx: Transaction): Promise<boolean> {
    if (await payments.hasUnsettled(accountId, tx.session)) return true;
    for (const account of personalAccounts(accountId)) {
      if ((await ledger.balanceOf(account, tx.session)) !== 0) return true;
    }
    return false;
  }

  const reportObligations = createObligationReport(PaymentsClosingAnswered, isMoneyOwed);

  bus.consume({
    purpose: "departures",
    subscriptions: [
      on(AccountClosing, async ({ data }, tx) => void (await reportObligations(tx, data, "first"))),
      on(OrdersClosingAnswered, async ({ data }, tx) => {
        if (data.answer === "clear") await reportObligations(tx, data, "final");
      }),
      on(AccountClosed, async ({ data: { accountId } }, tx) => erasure.begin(accountId, tx)),
    ],
  });
}
