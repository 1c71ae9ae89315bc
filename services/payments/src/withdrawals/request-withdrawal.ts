import type { Bus } from "@vc/bus";
import { newId } from "@vc/service";
import type { ClientSession } from "mongodb";
import { ledgerAccount } from "../ledger/chart.ts";
import { withdrawalRequested } from "../ledger/entries.ts";
import { Overdrawn } from "../ledger/ledger.ts";
import { movementIds } from "../movements/movement.ts";
import type { PayoutAccountStore } from "../payout-accounts/store.ts";
import type { WithdrawalShellDeps } from "./apply-to-withdrawal.ts";
import type { InTurn } from "./in-turn.ts";
import { lifecycle, type Withdrawal } from "./lifecycle.ts";
import { sumOf } from "./payable.ts";

export type WithdrawalRefusal = "payout_account_missing" | "insufficient_funds" | "withdrawal_too_small";

export type WithdrawalResult =
  | { readonly kind: "requested"; readonly withdrawal: Withdrawal }
  | { readonly kind: "refused"; readonly reason: WithdrawalRefusal };

export interface WithdrawalRequestDeps extends WithdrawalShellDeps {
  readonly bus: Bus;
  readonly payoutAccounts: PayoutAccountStore;
  readonly inTurn: InTurn;
  /** The least that can be withdrawn: Stripe refuses smaller payouts. */
  readonly minimumCents: number;
}

/**
 * R29: takes an amount out of the balance and has it paid out. `finish` runs in the same transaction.
 * Refuses: `withdrawal_too_small`, `payout_account_missing`, `insufficient_funds` (also while earnings are on their way to Stripe, or have not settled there).
 */
export async function requestWithdrawal(
  deps: WithdrawalRequestDeps,
  accountId: string,
  amountCents: number,
  finish: (withdrawal: Withdrawal, session: ClientSession) => Promise<void>,
): Promise<WithdrawalResult> {
  const { payoutAccounts, inTurn, executor, minimumCents } = deps;
  if (amountCents < minimumCents) return { kind: "refused", reason: "withdrawal_too_small" };
  const account = await payoutAccounts.find(accountId);
  if (account?.state !== "active") return { kind: "refused", reason: "payout_account_missing" };
  const withdrawal: Withdrawal = {
    id: newId("withdrawal"),
    accountId,
    amountCents,
    state: lifecycle.initial,
    payoutId: null,
    createdAt: deps.clock.now(),
    sequence: 0,
    revision: 1,
  };
  try {
    await inTurn(accountId, () => record(deps, withdrawal, finish));
  } catch (error) {
    if (error instanceof Overdrawn) return { kind: "refused", reason: "insufficient_funds" };
    throw error;
  }
  executor.wake();
  return { kind: "requested", withdrawal };
}

/** @throws Overdrawn when there is not that much; nothing is written then */
function record(
  deps: WithdrawalRequestDeps,
  withdrawal: Withdrawal,
  finish: (withdrawal: Withdrawal, session: ClientSession) => Promise<void>,
): Promise<void> {
  const { bus, ledger, withdrawals, movements } = deps;
  const { id: withdrawalId, accountId, amountCents, createdAt: at } = withdrawal;
  return bus.transaction(async ({ session }) => {
    await ledger.post(withdrawalRequested({ withdrawalId, accountId, amountCents, at }), session);
    await leavePending(deps, accountId, at, session);
    await withdrawals.insert(withdrawal, session);
    const order = { kind: "payout", withdrawalId, sellerId: accountId, amountCents } as const;
    await movements.insert({ id: movementIds.payout(withdrawalId), order }, at, session);
    await finish(withdrawal, session);
  });
}

/**
 * What settles later stays at Stripe. Transfers that are recorded at this moment change the same balance, so that one of
 * the two transactions is tried again.
 *
 * @throws Overdrawn
 */
async function leavePending(
  { ledger, movements }: WithdrawalRequestDeps,
  accountId: string,
  now: Date,
  session: ClientSession,
): Promise<void> {
  const account = ledgerAccount("CONNECTED_CASH", accountId);
  const settlingCents = sumOf(await movements.settlingOf(accountId, now, session));
  if ((await ledger.balanceOf(account, session)) < settlingCents) throw new Overdrawn(account);
}
