import { paymentsEndpoints as endpoints } from "@vc/contracts";
import { type App, addEndpoint } from "@vc/http";
import type { Ledger } from "./ledger.ts";

/** The account of a seller's balance in the chart. */
const SELLER = "SELLER" as const;

/** Signed, so that it is no Money: lines go both ways. */
const EUR = "EUR" as const;

export interface LedgerRouteDeps {
  readonly ledger: Ledger;
}

export function addLedgerRoutes(app: App, { ledger }: LedgerRouteDeps): void {
  addEndpoint(app, endpoints.listLedgerLines, async ({ caller, query }) => {
    const { items, nextCursor } = await ledger.linesOf(caller.accountId, query);
    return {
      items: items.map(({ entry, cents }) => ({
        entryId: entry._id,
        kind: entry.kind,
        account: SELLER,
        amount: { amount: cents, currency: EUR },
        orderId: entry.orderId,
        at: entry.at.toISOString(),
      })),
      nextCursor,
    };
  });
}
