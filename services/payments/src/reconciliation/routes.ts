import { paymentsEndpoints as endpoints, type Reconciliation as ShownReconciliation } from "@vc/contracts";
import { type App, addEndpoint } from "@vc/http";
import type { Reconciliation } from "./lifecycle.ts";
import type { ReconciliationStore } from "./store.ts";

const signed = (amount: number) => ({ amount, currency: "EUR" as const });

function present({ day, state, checkedAt, bookedCount, entryCount, differences, others }: Reconciliation) {
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

export interface ReconciliationRouteDeps {
  readonly reconciliations: ReconciliationStore;
}

export function addReconciliationRoutes(app: App, { reconciliations }: ReconciliationRouteDeps): void {
  addEndpoint(app, endpoints.listReconciliations, async ({ query }) => {
    const { items, nextCursor } = await reconciliations.list(query);
    return { items: items.map(present), nextCursor };
  });
}
