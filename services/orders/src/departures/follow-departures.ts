import { type Bus, on, type Transaction } from "@vc/bus";
import { AccountClosed, AccountClosing, AccountReopened, OrdersClosingAnswered } from "@vc/contracts";
import type { Clock } from "@vc/http";
import type { FileStore, Idempotency } from "@vc/service";
import type { CaseMessages } from "../disputes/case-messages.ts";
import type { Order } from "../orders/order.ts";
import type { OrderStore } from "../orders/store.ts";
import type { DepartureStore } from "./departure-store.ts";
import { eraseParty } from "./erase-party.ts";

const GRACE_TIMER = "departure_grace";
const ERASE_TIMER = "departure_erasure";

/** As many orders as one transaction erases somebody from. */
const BATCH = 100;

/**
 * R42, orders' side of closing an account. From the moment it hears of one, it places no order of that person. An order
 * that was being placed at that moment can still commit a little later; the grace is longer than any transaction
 * lives, so what is not open after it can never be.
 */
export function followDepartures(deps: {
  bus: Bus;
  clock: Clock;
  orders: OrderStore;
  departures: DepartureStore;
  files: FileStore;
  caseMessages: CaseMessages;
  idempotency: Idempotency;
  graceMs: number;
}): void {
  const { bus, clock, orders, departures, files, caseMessages, idempotency, graceMs } = deps;

  /** @param sequence 1 for the answer at once, 2 for the one after the grace */
  async function answer(
    tx: Transaction,
    accountId: string,
    closingId: string,
    sequence: 1 | 2,
  ): Promise<void> {
    const isOpen = await orders.hasOpen(accountId, tx.session);
    if (isOpen) await departures.forget(accountId, tx.session);
    else if (sequence === 1) {
      const dueAt = new Date(clock.now().getTime() + graceMs);
      tx.armTimer({ aggregateId: accountId, kind: GRACE_TIMER, dueAt });
    }
    const nothing = sequence === 1 ? "nothing_open" : "clear";
    tx.publish(OrdersClosingAnswered, {
      aggregateId: closingId,
      sequence,
      data: { accountId, closingId, answer: isOpen ? "open" : nothing },
    });
  }

  bus.consume({
    purpose: "departures",
    order: "latest",
    subscriptions: [
      on(AccountClosing, async ({ data: { accountId, closingId } }, tx) => {
        await departures.begin(accountId, closingId, tx.session);
        await answer(tx, accountId, closingId, 1);
      }),
      on(AccountReopened, async ({ data: { accountId } }, tx) => {
        await departures.forget(accountId, tx.session);
        tx.cancelTimer({ aggregateId: accountId, kind: GRACE_TIMER });
      }),
      on(AccountClosed, async ({ data: { accountId } }, tx) => {
        await departures.close(accountId, tx.session);
        await idempotency.erase(accountId, tx.session);
        tx.armTimer({ aggregateId: accountId, kind: ERASE_TIMER, dueAt: clock.now() });
      }),
    ],
  });

  bus.onTimer(GRACE_TIMER, async ({ aggregateId }, tx) => {
    const departure = await departures.find(aggregateId, tx.session);
    if (departure === null || departure.isClosed || departure.closingId === null) return;
    await answer(tx, aggregateId, departure.closingId, 2);
  });

  // In batches: somebody with thousands of orders would otherwise hold one transaction open for too long.
  bus.onTimer(ERASE_TIMER, async ({ aggregateId: accountId }, tx) => {
    const departure = await departures.find(accountId, tx.session);
    if (departure === null) return;
    const batch = await orders.ofParty(accountId, departure.erasedUpTo, BATCH, tx.session);
    for (const order of batch.orders) await erase(order, accountId, tx);
    if (batch.place === null) {
      await caseMessages.eraseSender(accountId);
      return eraseFiles(accountId);
    }
    await departures.setErasedUpTo(accountId, batch.place, tx.session);
    tx.armTimer({ aggregateId: accountId, kind: ERASE_TIMER, dueAt: clock.now() });
  });

  async function erase(order: Order, accountId: string, tx: Transaction): Promise<void> {
    const party = order.buyerId === accountId ? "buyer" : "seller";
    await orders.replace(order, eraseParty(order, party), tx.session);
    // The answer to the buyer's placing shows the seller's name and text.
    if (party === "seller") await idempotency.erase(order.buyerId, tx.session, order.id);
  }

  /** A delivered file is the buyer's; its name is the seller's. Whatever else somebody sent goes with them. */
  async function eraseFiles(accountId: string): Promise<void> {
    const sent: { id: string; scope: string; name: string }[] = [];
    for await (const file of files.sentBy(accountId)) sent.push(file);
    for (const { id, scope, name } of sent) {
      const order = await orders.find(scope);
      const isDelivered = order?.deliveries.some(({ fileIds }) => fileIds.includes(id)) ?? false;
      if (!isDelivered) await files.remove([id]);
      else await files.rename(id, `file${/\.[a-z0-9]{1,8}$/i.exec(name)?.[0] ?? ""}`);
    }
  }
}
