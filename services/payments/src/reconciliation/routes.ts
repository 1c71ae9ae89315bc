import { PageQuery, pageOf, Reconciliation as ShownReconciliation } from "@vc/contracts";
import type { App } from "@vc/http";
import type { PaymentsDeps } from "../deps.ts";
import type { Reconciliation } from "./store.ts";

const signed = (amount: number) => ({ amount, currency: "EUR" as const });

function show({ day, state, checkedAt, bookedCount, entryCount, differences, others }: Reconciliation) {
  return {
    day,
    state,
    checkedAt: checkedAt?.toISOString() ?? null,
    transactions: bookedCount,
    entries: entryCount,
    differences: differences.map(({ oursCents, theirsCents, entryIds, ...difference }) => ({
      ...difference,
      ours: signed(oursCents),
      theirs: signed(theirsCents),
      entryIds: [...entryIds],
    })),
    others: others.map(({ type, count, netCents }) => ({ type, count, net: signed(netCents) })),
  } satisfies ShownReconciliation;
}

export function addReconciliationRoutes(app: App, deps: PaymentsDeps): void {
  app.get(
    "/v1/payments/reconciliations",
    {
      config: { access: { roles: ["admin"] } },
      schema: {
        tags: ["payments"],
        summary: "Each day beside what Stripe booked on it, newest first, with their differences (R31)",
        querystring: PageQuery,
        response: { 200: pageOf(ShownReconciliation) },
      },
    },
    async (request) => {
      const { items, nextCursor } = await deps.reconciliations.list(request.query);
      return { items: items.map(show), nextCursor };
    },
  );
}
