import { type Bus, on } from "@vc/bus";
import { AccountClosed, AccountClosing, AccountReopened, OrdersClosingAnswered } from "@vc/contracts";
import type { Clock } from "@vc/http";
import { type AccountErasure, createObligationReport } from "@vc/service";
import type { OrderStore } from "../orders/store.ts";
import type { ClosingStore } from "./closing-store.ts";

const GRACE_TIMER = "departure_grace";

/**
 * R42, orders' side of account closing. From the moment it hears of one, the account places and receives no order. An
 * order that was being placed at that moment can still commit a little later; the grace is longer than any transaction
 * lives, so what is not open after it can never be.
 */
export function addAccountClosingConsumers(deps: {
  bus: Bus;
  clock: Clock;
  orders: OrderStore;
  closings: ClosingStore;
  erasure: AccountErasure;
  graceMs: number;
}): void {
  const { bus, clock, orders, closings, erasure, graceMs } = deps;

  const reportObligations = createObligationReport(OrdersClosingAnswered, async (accountId, { session }) => {
    const isOpen = await orders.hasOpen(accountId, session);
    if (isOpen) await closings.abort(accountId, session);
    return isOpen;
  });

  bus.consume({
    purpose: "departures",
    order: "latest",
    subscriptions: [
      on(AccountClosing, async ({ data }, tx) => {
        const { accountId, closingId } = data;
        await closings.begin(accountId, closingId, tx.session);
        if ((await reportObligations(tx, data, "first")) === "open") return;
        const dueAt = new Date(clock.now().getTime() + graceMs);
        tx.armTimer({ aggregateId: accountId, kind: GRACE_TIMER, dueAt });
      }),
      on(AccountReopened, async ({ data: { accountId } }, tx) => {
        await closings.abort(accountId, tx.session);
        tx.cancelTimer({ aggregateId: accountId, kind: GRACE_TIMER });
      }),
      on(AccountClosed, async ({ data: { accountId } }, tx) => {
        await closings.close(accountId, tx.session);
        erasure.begin(accountId, tx);
      }),
    ],
  });

  bus.onTimer(GRACE_TIMER, async ({ aggregateId: accountId }, tx) => {
    const closing = await closings.find(accountId, tx.session);
    if (closing === null || closing.isClosed || closing.closingId === null) return;
    await reportObligations(tx, { accountId, closingId: closing.closingId }, "final");
  });
}
