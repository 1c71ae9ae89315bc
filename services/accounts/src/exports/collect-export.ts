import type { Bus, Transaction } from "@vc/bus";
import { type AccountExport, type DataOf, ExportRequested, type OrdersExportCollected } from "@vc/contracts";
import type { Clock } from "@vc/http";
import { newId } from "@vc/service";
import { Gauge, type Registry } from "prom-client";
import type { AccountStore } from "../accounts/store.ts";
import { showAccount } from "../accounts/view.ts";
import { refusal } from "../refusals.ts";
import type { ExportStore } from "./export-store.ts";
import { EXPORTING_SERVICES, type ExportingService } from "./exporting-services.ts";

/** What a service gives to an export. */
export type ExportPart = Pick<DataOf<typeof OrdersExportCollected>, "exportId" | "part" | "isComplete">;

/**
 * Copies of a person's data (R42): every service is asked over an event and gives its part when it can, so one that
 * is down only makes an export ready later.
 */
export function createExports(deps: {
  bus: Bus;
  clock: Clock;
  registry: Registry;
  accounts: AccountStore;
  store: ExportStore;
  lifeMs: number;
}) {
  const { bus, clock, registry, accounts, store, lifeMs } = deps;

  async function take(
    tx: Transaction,
    service: ExportingService,
    { exportId, part, isComplete }: ExportPart,
  ): Promise<void> {
    const known = await store.find(exportId, tx.session);
    // Expired, or erased with its account: no request for it comes any more.
    if (known === null) return;
    const collected = EXPORTING_SERVICES.filter((each) => each === service || known.collected.includes(each));
    const isReady = collected.length === EXPORTING_SERVICES.length;
    await store.addPart(known, service, { ...part, isComplete }, { collected, isReady }, tx.session);
  }

  new Gauge({
    name: "account_exports_collecting",
    help: "exports of people's data that wait for a part",
    registers: [registry],
    async collect() {
      this.set((await store.waiting(clock.now())).count);
    },
  });
  new Gauge({
    name: "account_exports_oldest_collecting_seconds",
    help: "how long the first of them has been waiting: long means that a service does not answer",
    registers: [registry],
    async collect() {
      this.set((await store.waiting(clock.now())).oldestAgeMs / 1_000);
    },
  });

  return {
    /** Adds a service's part; one that was given before is replaced. */
    take,

    /** Asks every service. @returns the id under which the export can be fetched until it expires */
    async request(accountId: string): Promise<string> {
      const exportId = newId("export");
      const requestedAt = clock.now();
      const expiresAt = new Date(requestedAt.getTime() + lifeMs);
      await bus.transaction(async (tx) => {
        const account = await accounts.findById(accountId, tx.session);
        if (account === null || account.closing !== null) throw refusal("account_gone");
        await store.insert(
          { id: exportId, accountId, requestedAt, expiresAt, collected: [], isReady: false },
          tx.session,
        );
        await take(tx, "accounts", { exportId, part: { account: showAccount(account) }, isComplete: true });
        tx.publish(ExportRequested, { aggregateId: exportId, sequence: 1, data: { accountId, exportId } });
      });
      return exportId;
    },

    /** @throws HttpProblem 404 for an export that is unknown, of another account or expired */
    async fetch(accountId: string, exportId: string): Promise<AccountExport> {
      const known = await store.find(exportId);
      if (known?.accountId !== accountId || known.expiresAt <= clock.now()) throw refusal("export_unknown");
      return {
        status: known.isReady ? "ready" : "collecting",
        parts: await store.partsOf(exportId),
        expiresAt: known.expiresAt.toISOString(),
      };
    },
  };
}
export type DataExports = ReturnType<typeof createExports>;
