import { emitEvent } from "../events/emit-event.ts";
import { runDueJobsOf } from "../scheduler/jobs.ts";
import type { World } from "../world.ts";
import { shownBalance } from "./balance.ts";
import { retryRefundsSoon } from "./balance-transactions.ts";

/** The pending funds of one transaction can be used from here on, which `balance.available` tells. */
export function releaseFunds(world: World, id: string): void {
  const stored = world.objects.findAnywhere("balance_transaction", id);
  if (stored === undefined || stored.object.status === "available") return;
  const { account, object } = stored;
  world.objects.save({ ...stored, object: { ...object, status: "available" } });
  if (object.net <= 0) return;
  retryRefundsSoon(world, account);
  emitEvent(world, { type: "balance.available", object: shownBalance(world, account), account });
}

/** Releases what is due by now, whether or not the timer has come to it: an answer must not show it as pending. */
export function releaseDueFunds(world: World): void {
  runDueJobsOf(world, "release_funds", ({ target }) => releaseFunds(world, target));
}
