import { balanceOf } from "../balance/balance-transactions.ts";
import {
  areWebhooksPaused,
  countDeliveries,
  type Delivery,
  type DeliveryState,
  listDeliveries,
} from "../events/deliveries.ts";
import type { Fault } from "../faults/fault.ts";
import { listFaults } from "../faults/take-faults.ts";
import type { World } from "../world.ts";

/** What tests ask for: counts, balances, what is still to be sent, what is set to go wrong. */
export type SimulatorState = {
  objects: Record<string, number>;
  /** Cents by account, pending ones included; the platform's own is `platform`. */
  balances: Record<string, number>;
  webhooks: { paused: boolean; counts: Record<DeliveryState, number>; pending: Delivery[] };
  jobs: { kind: string; target: string; dueAt: string }[];
  faults: { id: number; fault: Fault }[];
};

const MOST_SHOWN = 100;

export function stateOf(world: World): SimulatorState {
  const accounts = world.database.all(
    "SELECT DISTINCT account FROM objects WHERE kind = 'balance_transaction'",
  );
  return {
    objects: world.objects.countByKind(),
    balances: Object.fromEntries(
      accounts.map(({ account }) => [String(account), totalOf(world, String(account))]),
    ),
    webhooks: {
      paused: areWebhooksPaused(world),
      counts: countDeliveries(world),
      pending: listDeliveries(world, "pending", MOST_SHOWN),
    },
    jobs: world.database
      .all("SELECT * FROM jobs ORDER BY due_ms, position LIMIT ?", MOST_SHOWN)
      .map((row) => ({
        kind: String(row.kind),
        target: String(row.target),
        dueAt: new Date(Number(row.due_ms)).toISOString(),
      })),
    faults: listFaults(world),
  };
}

function totalOf(world: World, account: string): number {
  const { available, pending } = balanceOf(world, account);
  return available + pending;
}
