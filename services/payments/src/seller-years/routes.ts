import { paymentsEndpoints as endpoints } from "@vc/contracts";
import { type App, addEndpoint } from "@vc/http";
import { decodeCursor, toPage } from "@vc/service";
import { z } from "zod";
import type { Ledger } from "../ledger/ledger.ts";
import type { PayoutAccountStore } from "../payout-accounts/store.ts";
import type { People } from "../people/people.ts";
import { boundsOfYear, figuresOf, type QuarterFigures, totalOf } from "./figures.ts";

export interface SellerYearRouteDeps {
  readonly ledger: Ledger;
  readonly payoutAccounts: PayoutAccountStore;
  readonly people: People;
}

const signed = (amount: number) => ({ amount, currency: "EUR" as const });

function present({ orders, considerationCents, commissionCents, vatCents }: Omit<QuarterFigures, "quarter">) {
  return {
    orders,
    consideration: signed(considerationCents),
    commission: signed(commissionCents),
    vat: signed(vatCents),
  };
}

/** DAC7: what each seller earned in a year, for the declaration to the tax authorities (docs/dac7.md). */
export function addSellerYearRoutes(app: App, deps: SellerYearRouteDeps): void {
  const { ledger, payoutAccounts, people } = deps;

  async function yearOf(
    { id, stripeAccountIds: [latest = ""] }: { id: string; stripeAccountIds: string[] },
    year: number,
  ) {
    const { from, to } = boundsOfYear(year);
    const quarters = figuresOf(await ledger.entriesOfSeller(id, from, to), id, year);
    const person = await people.find(id);
    return {
      accountId: id,
      stripeAccountId: latest,
      displayName: person?.displayName ?? null,
      year,
      total: present(totalOf(quarters)),
      quarters: quarters.map(({ quarter, ...figures }) => ({ quarter, ...present(figures) })),
    };
  }

  addEndpoint(app, endpoints.listSellerYears, async ({ params: { year }, query: { limit, cursor } }) => {
    const after = cursor === undefined ? null : decodeCursor(cursor, z.tuple([z.string()]))[0];
    const accounts = [];
    for await (const account of payoutAccounts.after(after)) {
      accounts.push(account);
      if (accounts.length > limit) break;
    }
    const { items, nextCursor } = toPage(
      accounts,
      limit,
      ({ id }) => [id],
      (account) => account,
    );
    return { items: await Promise.all(items.map((account) => yearOf(account, year))), nextCursor };
  });
}
