import { type Bus, on, type Transaction } from "@vc/bus";
import { OrdersClosingAnswered, PaymentsClosingAnswered } from "@vc/contracts";
import type { Asked, ClosingAnswer } from "../accounts/account.ts";
import { applyToClosing, type ClosingDeps, ERASE_TIMER } from "./close-account.ts";
import { stateOf } from "./lifecycle.ts";

/** As many documents as one transaction erases. */
const BATCH_SIZE = 100;

/**
 * R42: takes what orders and payments answer: at once, and again when no new order can come any more. The account is
 * erased when both report nothing and every access token has expired, so that no new data can be written behind the
 * erasure.
 */
export function addClosingConsumers(bus: Bus, deps: ClosingDeps): void {
  const { clock, accounts, eraseParts, closedAccounts } = deps;

  async function learn(
    tx: Transaction,
    from: Asked,
    { accountId, closingId, answer }: { accountId: string; closingId: string; answer: ClosingAnswer },
  ): Promise<void> {
    const account = await accounts.findById(accountId, tx.session);
    // An answer to an earlier request says nothing about this one.
    if (account?.closing?.id !== closingId) return;
    await applyToClosing(deps, tx, account, { kind: answer, from });
  }

  bus.consume({
    purpose: "closings",
    subscriptions: [
      on(OrdersClosingAnswered, ({ data }, tx) => learn(tx, "orders", data)),
      on(PaymentsClosingAnswered, ({ data }, tx) => learn(tx, "payments", data)),
    ],
  });

  bus.onTimer(ERASE_TIMER, async ({ aggregateId }, tx) => {
    const account = await accounts.findById(aggregateId, tx.session);
    if (account === null || stateOf(account.closing) !== "clear") return;
    const erased = await eraseParts(account, { accountId: account.id, tx, limit: BATCH_SIZE });
    if (erased === "all") {
      // Before the commit: a crash in between leaves an account in the log that the timer closes all the same.
      await closedAccounts.add(account.id, clock.now());
      await applyToClosing(deps, tx, account, { kind: "erased" });
    } else tx.armTimer({ aggregateId, kind: ERASE_TIMER, dueAt: clock.now() });
  });
}
