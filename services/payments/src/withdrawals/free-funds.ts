import type { Transaction } from "@vc/bus";
import { ledgerAccount } from "../ledger/chart.ts";
import { applyToMovement } from "../movements/apply-to-movement.ts";
import { movementIds } from "../movements/movement.ts";
import { applyToWithdrawal, type WithdrawalShellDeps } from "./apply-to-withdrawal.ts";

/** What the books have for a seller, and of it in their balance at Stripe. In cents. */
export interface BookedFunds {
  readonly availableCents: number;
  readonly connectedCents: number;
}

/**
 * R29, R31: what the books have for a seller of whose balance at Stripe others took something. Withdrawals that cannot be paid
 * any more are given back, the last one first, until the books have that much.
 *
 * @throws Error while Stripe may have done something with the balance that is not recorded: that decides whether it is covered
 */
export async function freeFunds(
  deps: WithdrawalShellDeps,
  accountId: string,
  isEnough: (funds: BookedFunds) => boolean,
  tx: Transaction,
): Promise<BookedFunds> {
  const { clock, ledger, movements, withdrawals } = deps;
  const { session } = tx;
  for (;;) {
    const availableCents = await ledger.balanceOf(ledgerAccount("SELLER", accountId), session);
    const connectedCents = await ledger.balanceOf(ledgerAccount("CONNECTED_CASH", accountId), session);
    const funds = { availableCents, connectedCents };
    if (isEnough(funds)) return funds;
    if (await movements.isInFlight(accountId, session))
      throw new Error(`what was taken from the balance of ${accountId} may be what is being moved`);
    const unmade = await withdrawals.lastUnmade(accountId, session);
    if (unmade === null) return funds;
    const movementId = movementIds.payout(unmade.id);
    await applyToMovement(movements, movementId, { kind: "cancelled" }, clock.now(), session);
    await applyToWithdrawal(deps, unmade.id, { kind: "refused" }, tx);
  }
}

/** The same of a seller's balance at Stripe alone, in cents. */
export const freeConnected =
  (deps: WithdrawalShellDeps) =>
  async (accountId: string, cents: number, tx: Transaction): Promise<number> =>
    (await freeFunds(deps, accountId, ({ connectedCents }) => connectedCents >= cents, tx)).connectedCents;
