import { type Bus, type DueTimer, on, type Transaction } from "@vc/bus";
import { AccountClosed, AccountClosing, AccountReopened, OrdersClosingAnswered } from "@vc/contracts";
import type { Clock } from "@vc/http";
import { type AccountErasure, createObligationReport } from "@vc/service";
import type { OrderStore } from "../orders/store.ts";
import { applyToClosing } from "./apply.ts";
import type { ClosingFact } from "./lifecycle.ts";
import type { ClosingStore } from "./store.ts";

const GRACE_TIMER = "departure_grace";

/**
 * R42, orders' side of account closing. From the moment it hears of one, the account places and receives no order. An
 * order that was being placed at that moment can still commit a little later; the grace is longer than any transaction
 * lives, so what is not open after it can never be.
 */
export function addAccountClosingConsumers(
  bus: Bus,
  deps: {
    clock: Clock;
    orders: OrderStore;
    closings: ClosingStore;
    erasure: AccountErasure;
    graceMs: number;
  },
): void {
  const { clock, orders, closings, erasure, graceMs } = deps;
  const apply = (accountId: string, fact: ClosingFact, tx: Transaction) =>
    applyToClosing({ closings, now: clock.now() }, accountId, fact, tx);

  const reportObligations = createObligationReport(OrdersClosingAnswered, async (accountId, tx) => {
    const isOpen = await orders.hasOpen(accountId, tx.session);
    if (isOpen) await apply(accountId, { kind: "order_found" }, tx);
    return isOpen;
  });

  async function endGrace({ aggregateId: accountId }: DueTimer, tx: Transaction): Promise<void> {
    const { state, closingId } = await closings.find(accountId, tx.session);
    if (state === "closing" && closingId !== null) {
      await reportObligations(tx, { accountId, closingId }, "final");
    }
  }

  bus.consume({
    purpose: "departures",
    order: "latest",
    subscriptions: [
      on(AccountClosing, async ({ data }, tx) => {
        const { accountId, closingId } = data;
        const { state } = await apply(accountId, { kind: "requested", closingId }, tx);
        if (state !== "closing" || (await reportObligations(tx, data, "first")) === "open") return;
        const dueAt = new Date(clock.now().getTime() + graceMs);
        tx.armTimer({ aggregateId: accountId, kind: GRACE_TIMER, dueAt });
      }),
      on(AccountReopened, async ({ data: { accountId } }, tx) => {
        await apply(accountId, { kind: "reopened" }, tx);
        tx.cancelTimer({ aggregateId: accountId, kind: GRACE_TIMER });
      }),
      on(AccountClosed, async ({ data: { accountId } }, tx) => {
        await apply(accountId, { kind: "closed" }, tx);
        erasure.begin(accountId, tx);
      }),
    ],
  });

  bus.onTimer(GRACE_TIMER, endGrace);
}
