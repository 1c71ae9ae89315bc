import type { Bus } from "@vc/bus";
import type { Clock } from "@vc/http";
import { type AccountErasure, createAccountErasure, type Idempotency } from "@vc/service";
import type { CaseFiles } from "../evidence/case-files.ts";
import type { Invoices } from "../invoices/store.ts";
import type { PaymentStore } from "../payments/store.ts";
import type { PayoutAccountStore } from "../payout-accounts/store.ts";

/** R42: journal, payments and withdrawals stay under the account's id; what could name a person goes. */
export function createErasure(deps: {
  bus: Bus;
  clock: Clock;
  payments: PaymentStore;
  payoutAccounts: PayoutAccountStore;
  invoices: Invoices;
  caseFiles: CaseFiles;
  idempotency: Idempotency;
}): AccountErasure {
  const { bus, clock, payments, payoutAccounts, invoices, caseFiles, idempotency } = deps;
  return createAccountErasure({
    bus,
    clock,
    steps: [
      payments.eraseTitles,
      payoutAccounts.eraseContact,
      caseFiles.erase,
      invoices.eraseRecipients,
      idempotency.erase,
    ],
  });
}
