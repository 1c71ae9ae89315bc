import type { Bus } from "@vc/bus";
import { PaymentsExportCollected } from "@vc/contracts";
import { addExportConsumers } from "@vc/service";
import type { Invoices } from "../invoices/store.ts";
import type { Ledger } from "../ledger/ledger.ts";
import type { PaymentStore } from "../payments/store.ts";
import type { PayoutAccountStore } from "../payout-accounts/store.ts";
import type { WithdrawalStore } from "../withdrawals/store.ts";

/** A page of a list that is read whole. */
const PAGE = 100;

/** Reads a list of the API page by page. */
async function* whole<Item>(
  read: (query: { limit: number; cursor?: string }) => Promise<{ items: Item[]; nextCursor: string | null }>,
): AsyncIterable<Item> {
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page = await read({ limit: PAGE, ...(cursor === undefined ? {} : { cursor }) });
    yield* page.items;
    cursor = page.nextCursor;
  }
}

interface ExportDeps {
  readonly ledger: Ledger;
  readonly invoices: Invoices;
  readonly payments: PaymentStore;
  readonly withdrawals: WithdrawalStore;
  readonly payoutAccounts: PayoutAccountStore;
}

/** R42: what a person paid, earned, was invoiced and withdrew, in cents. */
export function addDataExportConsumers(bus: Bus, deps: ExportDeps): void {
  const { ledger, invoices, payments, withdrawals, payoutAccounts } = deps;
  addExportConsumers(bus, PaymentsExportCollected, {
    async *payments(accountId) {
      for await (const payment of payments.madeBy(accountId)) {
        const { id, state, amountCents, paidAt, paidCents, refundedCents } = payment;
        yield { orderId: id, state, amountCents, paidAt, paidCents, refundedCents };
      }
    },
    async *ledger(accountId) {
      for await (const { entry, cents } of whole((query) => ledger.linesOf(accountId, query))) {
        yield { entryId: entry._id, kind: entry.kind, orderId: entry.orderId, at: entry.at, cents };
      }
    },
    async *invoices(accountId) {
      for await (const each of whole((query) => invoices.list(accountId, query))) {
        const { number, kind, orderId, issuedAt, commissionCents, vatCents, recipient } = each;
        yield { number, kind, orderId, issuedAt, commissionCents, vatCents, recipient };
      }
    },
    async *withdrawals(accountId) {
      for await (const each of whole((query) => withdrawals.list(accountId, query))) {
        const { id, state, amountCents, createdAt } = each;
        yield { id, state, amountCents, createdAt };
      }
    },
    async *payoutAccount(accountId) {
      const account = await payoutAccounts.find(accountId);
      if (account !== null) yield { state: account.state, stripeAccountId: account.stripeAccountId };
    },
  });
}
