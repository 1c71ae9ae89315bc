import { balanceSettingsOf } from "../balance/balance-settings.ts";
import { balanceOf } from "../balance/balance-transactions.ts";
import { nowMs, type World } from "../world.ts";
import { createPayout } from "./create-payout.ts";
import { isPayoutDay } from "./payout-days.ts";

/** Pays out what is available, beyond a minimum balance, of every account whose schedule names this day. */
export function payOutAutomatically(world: World): void {
  const day = Math.floor(nowMs(world) / world.settings.realism.dayMs);
  for (const account of accountsWithMoney(world)) {
    const payouts = balanceSettingsOf(world, account).payments.payouts;
    if (payouts === null || !isPayoutDay(payouts.schedule, day)) continue;
    const kept = payouts.minimum_balance_by_currency?.eur ?? 0;
    const amount = balanceOf(world, account).available - kept;
    // Too little, or an account that cannot be paid out: the money waits for another day.
    if (amount > 0) createPayout(world, account, { amount, isAutomatic: true });
  }
}

function accountsWithMoney(world: World): string[] {
  const rows = world.database.all("SELECT DISTINCT account FROM objects WHERE kind = 'balance_transaction'");
  return rows.map(({ account }) => String(account));
}
