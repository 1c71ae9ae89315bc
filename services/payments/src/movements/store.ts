import type { Clock } from "@vc/http";
import { createWorkQueue, type Database, type Taken, trusted } from "@vc/service";
import type { ClientSession } from "mongodb";
import { type MovementDocument, movementModel } from "./model.ts";
import type { Movement, MovementStep, NewMovement } from "./movement.ts";

/** A movement and the right to record what became of it. */
export type TakenMovement = Taken<MovementDocument>;

/** After a call that failed; an hour is as long as Stripe may be away before a person looks. */
const BACKOFF = { firstMs: 1_000, mostMs: 60 * 60_000 };

/** How often to look again at what waits for an account, should the news of the account have been lost. */
const WAITING_MS = 60 * 60_000;

/** Whatever undid it is likely to do so again at once. */
const REPEAT_MS = 60 * 60_000;

const OPEN_STATES = ["due", "waiting"] as const;

export function toMovement({
  _id,
  nextAt: _nextAt,
  takenBy: _takenBy,
  ...movement
}: MovementDocument): Movement {
  return { id: _id, ...movement };
}

/** What Stripe is to do, is doing, and has done. */
export function createMovementStore(database: Database, clock: Clock) {
  const movements = database.model(movementModel);
  const queue = createWorkQueue<MovementDocument>({
    entries: movements,
    clock,
    nextAt: "nextAt",
    takenBy: "takenBy",
    counts: "calls",
    open: { state: trusted({ $in: OPEN_STATES }) },
    backoff: BACKOFF,
  });

  return {
    queue,

    /** Records a movement, in the transaction of the decision that asks for it. */
    async insert({ id, order, notBefore }: NewMovement, now: Date, session: ClientSession): Promise<void> {
      await movements.insertOne(
        {
          _id: id,
          order,
          state: "due",
          attempt: 1,
          calls: 0,
          createdAt: now,
          finishedAt: null,
          stripeId: null,
          lastError: null,
          nextAt: notBefore ?? now,
          takenBy: null,
        },
        { session },
      );
    },

    async find(id: string, session?: ClientSession): Promise<Movement | null> {
      const found = await movements.findOne({ _id: id }, { session });
      return found && toMovement(found);
    },

    /**
     * Records how a movement goes on.
     *
     * @returns `false`, and nothing is written, when it was taken over or has ended in the meantime
     */
    async record(
      taken: TakenMovement,
      step: MovementStep,
      now: Date,
      session?: ClientSession,
    ): Promise<boolean> {
      const { attempt, calls } = taken.entry;
      switch (step.kind) {
        case "succeed": {
          const made = {
            state: "succeeded",
            stripeId: step.stripeId,
            finishedAt: now,
            lastError: null,
          } as const;
          return queue.finish(taken, made, session);
        }
        case "fail":
          return queue.finish(taken, { state: "failed", finishedAt: now, lastError: step.reason }, session);
        case "call_again": {
          const again = { attempt: step.attempt, calls: step.calls, lastError: step.reason };
          return queue.defer(taken, queue.retryAt(attempt + calls - 1), { state: "due", ...again }, session);
        }
        case "wait_for_account": {
          const waiting = { attempt: step.attempt, calls: 0, lastError: step.reason };
          const until = new Date(now.getTime() + WAITING_MS);
          return queue.defer(taken, until, { state: "waiting", ...waiting }, session);
        }
      }
    },

    /** It is not to be made any more. One that Stripe is just being asked for ends as Stripe says. */
    async cancel(id: string, now: Date, session: ClientSession): Promise<void> {
      await movements.updateOne(
        { _id: id, state: trusted({ $in: OPEN_STATES }) },
        { $set: { state: "failed", finishedAt: now, lastError: "it is no longer owed", takenBy: null } },
        { session },
      );
    },

    /** What it had done was undone: it is due again, under a new attempt and not at once. */
    async repeat(id: string, now: Date, session: ClientSession): Promise<void> {
      await movements.updateOne(
        { _id: id, state: "succeeded" },
        {
          $set: {
            state: "due",
            calls: 0,
            finishedAt: null,
            stripeId: null,
            lastError: "what it had done was undone",
            nextAt: new Date(now.getTime() + REPEAT_MS),
            takenBy: null,
          },
          $inc: { attempt: 1 },
        },
        { session },
      );
    },

    /** The seller's account can receive money: what waited for it is due. */
    async resumeFor(sellerId: string, now: Date, session: ClientSession): Promise<void> {
      await movements.updateMany(
        { "order.sellerId": sellerId, state: "waiting" },
        { $set: { state: "due", nextAt: now } },
        { session },
      );
    },

    /** What Stripe has not confirmed yet, and since when the oldest of it is due. */
    async backlog(): Promise<{ count: number; oldestDueAt: Date | null }> {
      const count = await movements.countDocuments({ state: trusted({ $in: OPEN_STATES }) });
      const [oldest] = await movements.find(
        { state: "due", "order.kind": trusted({ $ne: "evidence" }) },
        { sort: { createdAt: 1 }, limit: 1, fields: ["createdAt"] },
      );
      return { count, oldestDueAt: oldest?.createdAt ?? null };
    },

    async listForOrder(orderId: string): Promise<Movement[]> {
      const found = await movements.find({ "order.orderId": orderId }, { sort: { createdAt: 1 } });
      return found.map(toMovement);
    },
  };
}

export type MovementStore = ReturnType<typeof createMovementStore>;
