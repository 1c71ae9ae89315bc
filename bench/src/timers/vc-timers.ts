import { createBus } from "@vc/bus";
import { connect } from "amqplib";
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
    const namespace = `${place.prefix}timers.`;
    const bus = createBus({
      service: "bench",
      amqpUrl: place.amqpUrl,
      client,
      db,
      log: onlyProblems,
      namespace,
    });
    bus.onTimer("deadline", async ({ aggregateId, dueAt }) => {
      onFire({ id: aggregateId, dueAtMs: dueAt.getTime() });
    });
    await bus.start();
    if (!(await becomesTrue(() => bus.readiness().ready, 10_000))) throw new Error(bus.readiness().detail);
    const broker = await connect(place.amqpUrl);
    const storing = await broker.createConfirmChannel();
    const port = new URL(place.mongoUrl).port;
    return {
      arm: ({ id, dueAt }) =>
        bus.transaction(async (tx) => tx.armTimer({ aggregateId: id, kind: "deadline", dueAt })),
      armAll: (timers) =>
        bus.transaction(async (tx) => {
          for (const { id, dueAt } of timers) tx.armTimer({ aggregateId: id, kind: "deadline", dueAt });
        }),
      // The document and the trigger, as the bus writes them, in the tier where a timer of tomorrow goes first.
      store: async (timers) => {
        const armings = timers.map(({ id, dueAt }) => ({
          aggregateId: id,
          kind: "deadline",
          generation: 1,
          dueAt,
        }));
        const documents = armings.map((arming) => ({
          _id: `${arming.aggregateId}:deadline`,
          ...arming,
          state: "armed",
        }));
        // One transaction is written to the disk once; without one, SecantusDB does so for each document.
        await client.withSession((session) =>
          session.withTransaction(() =>
            db.collection<{ _id: string }>("timers").insertMany(documents, { session }),
          ),
        );
        for (const arming of armings) {
          storing.publish(`${namespace}delayed.24h`, "", Buffer.from(JSON.stringify(arming)), {
            persistent: true,
            messageId: `${arming.aggregateId}:deadline#1`,
          });
        }
        await storing.waitForConfirms();
      },
      isSettled: async () => (await db.collection("outbox").countDocuments({}, { limit: 1 })) === 0,
      serverBytes: async () => {
        const database = await residentBytes(
          (command) => command.includes(port) && !command.includes("/bin/sh"),
        );
        const brokers = await residentBytes((command) => command.includes("beam.smp"));
        return database === undefined || brokers === undefined ? undefined : database + brokers;
      },
      close: async () => {
        await broker.close();
        await bus.stop();
        await bus.deleteTopology();
        await client.close();
      },
    };
  },
};
