import { createBus } from "@vc/bus";
import { MongoClient } from "mongodb";
import { onlyProblems } from "../bus/vc-bus.ts";
import { becomesTrue } from "../concurrently.ts";
import type { TimerContestant } from "./contestant.ts";
import { residentBytes } from "./resident-bytes.ts";

/** Timers of the bus: a document, a trigger through the broker's delay queues, and one transaction for each firing. */
export const vcTimers: TimerContestant = {
  name: "@vc/bus",
  keeps: "MongoDB (majority writes) + RabbitMQ (quorum queues)",
  serverBytesMean: "resident memory of database and broker",
  server: (place) => place.mongoUrl,
  open: async ({ place, onFire }) => {
    const client = await new MongoClient(place.mongoUrl).connect();
    // Left to the end of the run, which can remove it faster than by dropping it; the next load begins in another one.
    const db = client.db(`${place.prefix}timers_${process.pid}`);
    const bus = createBus({
      service: "bench",
      amqpUrl: place.amqpUrl,
      client,
      db,
      log: onlyProblems,
      namespace: `${place.prefix}timers.`,
    });
    bus.onTimer("deadline", async ({ aggregateId, dueAt }) => {
      onFire({ id: aggregateId, dueAtMs: dueAt.getTime() });
    });
    await bus.start();
    if (!(await becomesTrue(() => bus.readiness().ready, 10_000))) throw new Error(bus.readiness().detail);
    const port = new URL(place.mongoUrl).port;
    return {
      arm: ({ id, dueAt }) =>
        bus.transaction(async (tx) => tx.armTimer({ aggregateId: id, kind: "deadline", dueAt })),
      armAll: (timers) =>
        bus.transaction(async (tx) => {
          for (const { id, dueAt } of timers) tx.armTimer({ aggregateId: id, kind: "deadline", dueAt });
        }),
      isSettled: async () => (await db.collection("outbox").countDocuments({}, { limit: 1 })) === 0,
      serverBytes: async () => {
        const database = await residentBytes(
          (command) => command.includes(port) && !command.includes("/bin/sh"),
        );
        const broker = await residentBytes((command) => command.includes("beam.smp"));
        return database === undefined || broker === undefined ? undefined : database + broker;
      },
      close: async () => {
        await bus.stop();
        await bus.deleteTopology();
        await client.close();
      },
    };
  },
};
