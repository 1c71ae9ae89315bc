import { type Caller, type Clock, notFound } from "@vc/http";
import type { AccountProjection, FileStore } from "@vc/service";
import { fileIdsOf, type Order } from "./order.ts";
import type { OrderPolicy } from "./policy.ts";
import type { OrderStore } from "./store.ts";
import { asOf, partyOf, toOrderView } from "./view.ts";

/** What is needed to show orders. */
export interface OrderShowDeps {
  readonly orders: OrderStore;
  readonly accounts: Pick<AccountProjection<{ displayName: string }>, "namesOf">;
  readonly files: FileStore;
  readonly clock: Clock;
  readonly policy: OrderPolicy;
}

/** Orders as a caller may see them, as they stand now. */
export function createOrderShow({ orders, accounts, files, clock, policy }: OrderShowDeps) {
  async function show(found: readonly Order[], caller: Caller) {
    const nameOf = await accounts.namesOf(found.flatMap((order) => [order.buyerId, order.sellerId]));
    const now = clock.now();
    return Promise.all(
      found.map(async (stored) => {
        const order = asOf(stored, now, policy);
        const ids = fileIdsOf(order);
        const given = ids.length > 0 ? await files.find(order.id, ids) : [];
        const by = partyOf(order, caller) ?? "buyer";
        return toOrderView(order, { by, now, nameOf, files: given });
      }),
    );
  }

  return {
    show,

    async showOne(order: Order, caller: Caller) {
      const [view] = await show([order], caller);
      if (view === undefined) throw new Error(`order ${order.id} has no view`);
      return view;
    },

    /**
     * An order that exists for the caller, with the part that they have in it.
     *
     * @throws HttpProblem 404 for all other callers (R41)
     */
    async ownOrder(orderId: string, caller: Caller) {
      const stored = await orders.find(orderId);
      const by = stored && partyOf(stored, caller);
      if (!stored || !by) throw notFound("There is no such order of yours.");
      return { order: asOf(stored, clock.now(), policy), by };
    },
  };
}
