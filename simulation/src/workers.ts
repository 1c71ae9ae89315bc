import type { Written } from "./database/storage.ts";
import type { Town } from "./town.ts";

/** When what a service does by itself is planned: its workers and its sweeper, as soon as there is something for them. */
export function createWorkers(town: () => Town) {
  async function work(collection: "movements" | "stripe_events"): Promise<void> {
    const { processes, payments, random, schedule, now } = town();
    const { process, service } = payments();
    const worker = collection === "movements" ? service.executor.worker : service.eventWorker;
    const outcome = await processes.run(process, () => worker.drain());
    if (outcome.kind === "failed") throw outcome.error;
    // One that died before it took anything left no trace that would be planned for: the next poll is another worker's.
    if (outcome.kind === "crashed") {
      schedule.add(now() + random.between(1, 5_000), collection, "work", () => work(collection));
    }
  }

  function sweepAfter(
    service: "orders" | "payments",
    timerId: string,
    generation: unknown,
    moment: number,
  ): void {
    const { broker, ordersData, paymentsData, random, schedule, now } = town();
    const at = Math.max(now(), moment) + random.between(1, 10_000);
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
    /** Workers look whenever something recorded is due: as if nudged, or as the poll that makes up for a lost nudge. */
    planWork(written: readonly Written[]): void {
      const { paymentsData, random, schedule, now } = town();
      for (const { collection, after } of written) {
        if (collection !== "movements" && collection !== "stripe_events") continue;
        if (!(after?.nextAt instanceof Date) || after.state === "succeeded" || after.state === "done")
          continue;
        const at = Math.max(now(), after.nextAt.getTime()) + random.between(0, 50);
        // What was written since has plans of its own.
        const isSame = () => paymentsData.read(collection, after._id, null) === after;
        schedule.add(at, collection, "work", () => (isSame() ? work(collection) : undefined));
      }
    },

    /** The sweeper comes every 10 s; here it comes when there can be something for it. */
    planSweeps(service: "orders" | "payments", written: readonly Written[]): void {
      for (const { collection, after } of written) {
        if (collection !== "timers" || after?.state !== "armed") continue;
        sweepAfter(service, after._id, after.generation, Number(after.dueAt) + 60_000);
      }
    },
  };
}
