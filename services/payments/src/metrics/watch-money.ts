import type { Clock } from "@vc/http";
import { Gauge, type Registry } from "prom-client";
import type { ExceptionStore } from "../exceptions/store.ts";
import type { MovementStore } from "../movements/store.ts";
import type { PlatformAccountStore } from "../platform-account/store.ts";
import type { ReconciliationStore } from "../reconciliation/store.ts";
import type { EventStore } from "../webhooks/event-store.ts";

/** What an operator watches of the money. Counted when metrics are read, not before: each costs a query. */
export function watchMoney(
  registry: Registry,
  deps: {
    clock: Clock;
    movements: MovementStore;
    events: EventStore;
    reconciliations: ReconciliationStore;
    exceptions: ExceptionStore;
    platformAccount: PlatformAccountStore;
  },
): void {
  const { clock, movements, events, reconciliations, exceptions, platformAccount } = deps;
  const secondsSince = (at: Date | null) =>
    at === null ? 0 : (clock.now().getTime() - at.getTime()) / 1_000;
  const gauges: readonly [name: string, help: string, read: () => Promise<number>][] = [
    [
      "payments_movements_open",
      "movements of money that Stripe has not confirmed",
      async () => (await movements.backlog()).count,
    ],
    [
      "payments_movements_oldest_open_seconds",
      "age of the oldest of them that does not wait for a seller's account; alert on hours",
      async () => secondsSince((await movements.backlog()).oldestDueAt),
    ],
    [
      "payments_stripe_events_oldest_due_seconds",
      "age of Stripe's oldest event that was kept and not processed; alert on minutes",
      async () => secondsSince(await events.oldestDueAt()),
    ],
    [
      "payments_webhook_lag_seconds",
      "from Stripe's event to its arrival here, of the last one that came; alert on minutes",
      async () => ((await events.lastLagMs()) ?? 0) / 1_000,
    ],
    [
      "payments_reconciliation_differences",
      "differences between ledger and Stripe that did not settle by themselves; alert on any",
      () => reconciliations.countDifferences(),
    ],
    [
      "payments_exceptions_waiting",
      "movements of money outside the platform that wait for an admin's decision",
      async () => (await exceptions.backlog()).count,
    ],
    [
      "payments_exceptions_oldest_waiting_seconds",
      "age of the oldest of them; alert on hours",
      async () => secondsSince((await exceptions.backlog()).oldestAt),
    ],
    [
      "payments_platform_payouts_unsafe",
      "1 while Stripe may pay out by itself what is owed to buyers and sellers; alert on it",
      async () => ((await platformAccount.find())?.isProtected === false ? 1 : 0),
    ],
    [
      "payments_platform_missing_cents",
      "what is owed to buyers and sellers and is not in the platform's balance at Stripe; alert on any",
      async () => (await platformAccount.find())?.missingCents ?? 0,
    ],
  ];
  for (const [name, help, read] of gauges) {
    new Gauge({
      name,
      help,
      registers: [registry],
      async collect() {
        // Unknown without the database; the other metrics are needed just then.
        this.set(await read().catch(() => Number.NaN));
      },
    });
  }
}
