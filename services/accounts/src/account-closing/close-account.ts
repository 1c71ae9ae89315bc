import { type Bus, on, type Transaction } from "@vc/bus";
import { AccountClosed, OrdersClosingAnswered, PaymentsClosingAnswered } from "@vc/contracts";
import type { Clock } from "@vc/http";
import { type Erased, type ErasureBatch, eventually, newId } from "@vc/service";
import type { AccountState, Asked, ClosingAnswer } from "../accounts/account.ts";
import type { AccountChanger } from "../accounts/change-account.ts";
import type { AccountStore } from "../accounts/store.ts";
import { refusal } from "../refusals.ts";
import type { SessionStore } from "../sessions/store.ts";
import { isClear, isUnopposed, promiseClosing, startClosing, takeAnswer } from "./closing.ts";

const ERASE_TIMER = "erase_account";

/** Erases a batch of what accounts keeps of a person besides the account itself. */
export type EraseParts = (account: AccountState, batch: ErasureBatch) => Promise<Erased>;

/** As many documents as one transaction erases. */
const BATCH_SIZE = 100;

/**
 * Closing an account (R42). Only orders and payments know what is open, so they are asked: at once, to tell the
 * caller, and again when no new order can come any more. The account is erased when both see nothing and every
 * access token has expired, so that no new data can be written behind the erasure.
 */
export function createClosing(deps: {
  bus: Bus;
  clock: Clock;
  accounts: AccountStore;
  changer: AccountChanger;
  sessions: SessionStore;
  eraseParts: EraseParts;
  graceMs: number;
}) {
  const { bus, clock, accounts, changer, sessions, eraseParts, graceMs } = deps;

  async function learn(
    tx: Transaction,
    from: Asked,
    { accountId, closingId, answer }: { accountId: string; closingId: string; answer: ClosingAnswer },
  ): Promise<void> {
    const before = await accounts.findById(accountId, tx.session);
    // An answer to an earlier wish says nothing about this one.
    if (before?.closing?.id !== closingId) return;
    const { closing } = await changer.change(tx, accountId, (account) => takeAnswer(account, from, answer), {
      closing: true,
    });
    if (closing === null || !isClear(closing)) return;
    const tokensOverAt = closing.since.getTime() + graceMs;
    const dueAt = new Date(Math.max(clock.now().getTime(), tokensOverAt));
    tx.armTimer({ aggregateId: accountId, kind: ERASE_TIMER, dueAt });
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
    if (account === null || account.closing === null || !isClear(account.closing)) return;
    const batch = { accountId: account.id, tx, limit: BATCH_SIZE };
    if ((await eraseParts(account, batch)) === "some") {
      return tx.armTimer({ aggregateId, kind: ERASE_TIMER, dueAt: clock.now() });
    }
    await accounts.remove(account.id, tx.session);
    tx.publish(AccountClosed, {
      aggregateId: account.id,
      sequence: account.sequence + 1,
      data: { accountId: account.id, closedAt: clock.now().toISOString() },
    });
  });

  /** Begins to close an account. @returns the id of this wish, or of an earlier one that goes on */
  async function begin(accountId: string): Promise<string> {
    const known = await accounts.findById(accountId);
    if (known?.closing) return known.closing.id;
    const closingId = newId("closing");
    await bus.transaction((tx) =>
      changer.change(tx, accountId, (account) => startClosing(account, closingId, clock.now())),
    );
    return closingId;
  }

  return {
    /**
     * Asks what is open and, where nothing is, ends every session and leaves the rest to the answers to come. Should
     * one of them find something after all, the account stays, and its owner is told by e-mail.
     *
     * @throws HttpProblem 409 `open_orders` · `own_admin_role`
     */
    async close(accountId: string): Promise<void> {
      const closingId = await begin(accountId);
      // A service that is down answers later; who closes an account need not wait for that.
      await eventually(async () => {
        const account = await accounts.findById(accountId);
        return account?.closing?.id !== closingId || isUnopposed(account.closing) || null;
      });
      await bus.transaction(async (tx) => {
        const account = await accounts.findById(accountId, tx.session);
        if (account === null) return;
        if (account.closing?.id !== closingId) throw refusal("open_orders");
        await changer.change(tx, accountId, promiseClosing, { closing: true });
        await sessions.endAll(accountId, "close_account", clock.now(), tx.session);
      });
    },
  };
}
export type AccountClosing = ReturnType<typeof createClosing>;
