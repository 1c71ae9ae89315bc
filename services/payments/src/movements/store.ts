import { randomUUID } from "node:crypto";
import type { ClientSession, Db } from "mongodb";
import { LEASE_MS } from "../work/lease.ts";
import { retryDelayMs } from "../work/worker.ts";
import type { Movement, MovementStep, NewMovement } from "./movement.ts";

export interface MovementDocument extends Omit<Movement, "id"> {
  _id: string;
  /** When it may be taken (next). Taking it moves this ahead by the lease, so a worker that dies gives it back. */
  nextAt: Date;
  /** Who took it last. A worker that was thought dead and is not must not write over its successor. */
  takenBy: string | null;
}

/** A movement and the right to record what became of it. */
export interface TakenMovement extends Movement {
  readonly takenBy: string;
}

/** How often to look again at what waits for an account, should the news of the account have been lost. */
const WAITING_MS = 60 * 60_000;

/** Whatever undid it is likely to do so again at once. */
const REPEAT_MS = 60 * 60_000;

const OPEN_STATES = ["due", "waiting"] as const;

export function movementCollection(db: Db) {
  return db.collection<MovementDocument>("movements");
}

function toMovement({ _id, nextAt: _nextAt, takenBy: _takenBy, ...movement }: MovementDocument): Movement {
  return { id: _id, ...movement };
}

/** What Stripe is to do, is doing, and has done. */
export function createMovementStore(db: Db) {
  const movements = movementCollection(db);

  return {
    async ensureIndexes(): Promise<void> {
      await movements.createIndexes([
        { key: { state: 1, nextAt: 1 } },
        { key: { state: 1, createdAt: 1 } },
        { key: { "order.orderId": 1 } },
        { key: { "order.sellerId": 1, state: 1 } },
      ]);
    },

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
      const found = await movements.findOne({ _id: id }, session ? { session } : {});
      return found && toMovement(found);
    },

    /** Takes the movement that has been due the longest, for one call and the time of a lease. */
    async take(now: Date): Promise<TakenMovement | null> {
      const takenBy = randomUUID();
      const found = await movements.findOneAndUpdate(
        { state: { $in: [...OPEN_STATES] }, nextAt: { $lte: now } },
        { $set: { nextAt: new Date(now.getTime() + LEASE_MS), takenBy }, $inc: { calls: 1 } },
        { sort: { nextAt: 1 }, returnDocument: "after" },
      );
      return found && { ...toMovement(found), takenBy };
    },

    /** Keeps a taken movement for another lease; nothing happens when somebody else has it by now. */
    async renew({ id, takenBy }: TakenMovement, now: Date): Promise<void> {
      await movements.updateOne(
        { _id: id, state: { $in: [...OPEN_STATES] }, takenBy },
        { $set: { nextAt: new Date(now.getTime() + LEASE_MS) } },
      );
    },

    /**
     * Records how a movement goes on.
     *
     * @returns `false`, and nothing is written, when it was taken over or has ended in the meantime
     */
    async record(
      movement: TakenMovement,
      step: MovementStep,
      now: Date,
      session?: ClientSession,
    ): Promise<boolean> {
      const { matchedCount } = await movements.updateOne(
        { _id: movement.id, state: { $in: [...OPEN_STATES] }, takenBy: movement.takenBy },
        { $set: changeOf(movement, step, now) },
        session ? { session } : {},
      );
      return matchedCount === 1;
    },

    /** It is not to be made any more. One that Stripe is just being asked for ends as Stripe says. */
    async cancel(id: string, now: Date, session: ClientSession): Promise<void> {
      await movements.updateOne(
        { _id: id, state: { $in: [...OPEN_STATES] } },
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
      const count = await movements.countDocuments({ state: { $in: [...OPEN_STATES] } });
      const oldest = await movements
        .find({ state: "due", "order.kind": { $ne: "evidence" } })
        .sort({ createdAt: 1 })
        .limit(1)
        .next();
      return { count, oldestDueAt: oldest?.createdAt ?? null };
    },

    async listForOrder(orderId: string): Promise<Movement[]> {
      const found = await movements.find({ "order.orderId": orderId }).sort({ createdAt: 1 }).toArray();
      return found.map(toMovement);
    },
  };
}

function changeOf(movement: Movement, step: MovementStep, now: Date): Partial<MovementDocument> {
  switch (step.kind) {
    case "succeed":
      return { state: "succeeded", stripeId: step.stripeId, finishedAt: now, lastError: null };
    case "fail":
      return { state: "failed", finishedAt: now, lastError: step.reason };
    case "call_again":
      return {
        state: "due",
        attempt: step.attempt,
        calls: step.calls,
        lastError: step.reason,
        nextAt: new Date(now.getTime() + retryDelayMs(movement.attempt + movement.calls - 1)),
      };
    case "wait_for_account":
      return {
        state: "waiting",
        attempt: step.attempt,
        calls: 0,
        lastError: step.reason,
        nextAt: new Date(now.getTime() + WAITING_MS),
      };
  }
}

export type MovementStore = ReturnType<typeof createMovementStore>;
