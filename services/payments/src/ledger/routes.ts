import { LedgerLine, PageQuery, pageOf } from "@vc/contracts";
import { type App, callerOf } from "@vc/http";
import type { PaymentsDeps } from "../deps.ts";

/** Signed, so that it is no Money: lines go both ways. */
const EUR = "EUR" as const;

export function addLedgerRoutes(app: App, deps: PaymentsDeps): void {
  app.get(
    "/v1/payments/ledger",
    {
      config: { access: "signed_in" },
      schema: {
        tags: ["payments"],
        summary: "The caller's own journal lines, newest first; they add up to what is available (R27)",
        querystring: PageQuery,
        response: { 200: pageOf(LedgerLine) },
      },
    },
    async (request) => {
      const { items, nextCursor } = await deps.ledger.linesOf(callerOf(request).accountId, request.query);
      return {
        items: items.map(({ entry, cents }) => ({
          entryId: entry._id,
          kind: entry.kind,
          account: "SELLER",
          amount: { amount: cents, currency: EUR },
          orderId: entry.orderId,
          at: entry.at.toISOString(),
        })),
        nextCursor,
      };
    },
  );
}
