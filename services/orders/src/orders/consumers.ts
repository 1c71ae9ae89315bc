import { type Bus, GiveUp, on, type Transaction } from "@vc/bus";
import type { OrderActor } from "@vc/contracts";
import {
  ChargebackDecided,
  euros,
  PaymentChargedBack,
  PaymentSucceeded,
  ReviewSubmitted,
} from "@vc/contracts";
import type { Command } from "./commands.ts";
import { applyToDueOrder, applyToOrder, type OrderShellDeps } from "./move-order.ts";
import { TIMER_KINDS } from "./reminders.ts";

/** Facts from outside and the clock reach orders here, and go through the same table as what people do. */
export function addFactConsumers(bus: Bus, deps: OrderShellDeps): void {
  async function take(tx: Transaction, orderId: string, command: Command, by: OrderActor) {
    const result = await applyToOrder(deps, { orderId, command, by }, tx);
    if (result.kind === "unknown_order") throw new GiveUp(`order ${orderId} does not exist`);
    if (result.kind === "early") throw new Error(result.reason);
    if (result.kind === "refused" || result.kind === "contradiction") {
      throw new GiveUp(`fact ${command.action} is no fact of order ${orderId}: ${result.reason}`);
    }
    return result.order;
  }

  /** R30: what the buyer's bank did to the money that is blocked for an order. */
  async function takeOfBank(
    tx: Transaction,
    { orderId, blockedAmount }: { readonly orderId: string; readonly blockedAmount?: number | undefined },
    command: Command,
  ) {
    if (blockedAmount === 0) return;
    const order = await take(tx, orderId, command, "payment");
    // Events overtake each other. A verdict that is heard before the payment must not be lost.
    if (order.state === "awaiting_payment") throw new Error(`order ${orderId} has not heard of its payment`);
  }

  bus.consume({
    purpose: "facts",
    subscriptions: [
      on(PaymentSucceeded, async ({ data }, tx) => {
        const order = await take(tx, data.orderId, { action: "pay" }, "payment");
        if (order.totalAmount !== data.amount) {
          throw new GiveUp(
            `order ${order.id} costs ${order.totalAmount} cents, but ${data.amount} were paid`,
          );
        }
      }),
      on(ReviewSubmitted, async ({ data }, tx) => {
        await take(tx, data.orderId, { action: "review", reviewId: data.reviewId }, "buyer");
      }),
      on(PaymentChargedBack, ({ data }, tx) =>
        takeOfBank(tx, data, {
          action: "charge_back",
          amount: euros(data.amount),
          openedAt: data.openedAt,
        }),
      ),
      on(ChargebackDecided, ({ data }, tx) =>
        takeOfBank(tx, data, {
          action: data.verdict === "won" ? "win_chargeback" : "lose_chargeback",
          amount: euros(data.amount),
          decidedAt: data.decidedAt,
        }),
      ),
    ],
  });

  for (const kind of TIMER_KINDS) bus.onTimer(kind, (timer, tx) => applyToDueOrder(deps, timer, tx));
}
