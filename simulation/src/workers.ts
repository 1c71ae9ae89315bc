import type { Written } from "./database/storage.ts";
import type { WorldContext } from "./world-context.ts";

/** Plans the runs of workers and sweepers for the times at which they have work. */
export function createWorkers(context: () => WorldContext) {
  async function work(collection: "movements" | "stripe_events"): Promise<void> {
    const { processes, payments, random, schedule, now } = context();
    const { process, service } = payments();
    const worker = collection === "movements" ? service.executor : service.eventWorker;
    const outcome = await processes.run(process, () => worker.drain());
    if (outcome.kind === "failed") throw outcome.error;
    // A worker that died before it took an item left nothing to plan for: another worker finds the item with its poll.
    if (outcome.kind === "crashed") {
      schedule.add(now() + random.between(1, 5_000), collection, "work", () => work(collection));
    }
  }

  function sweepAfter(
    service: "orders" | "payments",
    timerId: string,
    generation: unknown,
    dueMs: number,
  ): void {
    const { broker, ordersData, paymentsData, random, schedule, now } = context();
    const at = Math.max(now(), dueMs) + random.between(1, 10_000);
    schedule.add(at, "sweeper", "sweep", async () => {
      const data = service === "orders" ? ordersData : paymentsData;
      const isOverdue = () => {
        const timer = data.read("timers", timerId, null);
        return timer?.state === "armed" && timer.generation === generation;
      };
      if (!isOverdue()) return;
      await broker.sweep(service);
      if (isOverdue()) sweepAfter(service, timerId, generation, now());
    });
  }

  return {
    /** Plans a run for every recorded item that is due: it stands for the nudge, or for the poll after a lost nudge. */
    planWork(written: readonly Written[]): void {
      const { paymentsData, random, schedule, now } = context();
      for (const { collection, after } of written) {
        if (collection !== "movements" && collection !== "stripe_events") continue;
        if (!(after?.nextAt instanceof Date) || after.state === "succeeded" || after.state === "done")
          continue;
        const at = Math.max(now(), after.nextAt.getTime()) + random.between(0, 50);
        // A later write has planned its own run.
        const isSame = () => paymentsData.read(collection, after._id, null) === after;
        schedule.add(at, collection, "work", () => (isSame() ? work(collection) : undefined));
      }
    },

    /** The sweeper runs every 10 s; here it runs only when a timer can be overdue. */
    planSweeps(service: "orders" | "payments", written: readonly Written[]): void {
      for (const { collection, after } of written) {
        if (collection !== "timers" || after?.state !== "armed") continue;
        sweepAfter(service, after._id, after.generation, Number(after.dueAt) + 60_000);
      }
    },
  };
}
