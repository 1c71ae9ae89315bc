import { changedMeanwhile } from "@vc/bus";
import type { Clock } from "@vc/http";
import { createWorkQueue, type Database, type Taken, trusted } from "@vc/service";
import type { ClientSession } from "mongodb";
import { isEnded, lifecycle } from "./lifecycle.ts";
import { type MovementDocument, movementModel } from "./model.ts";
import type { Movement, NewMovement } from "./movement.ts";

/** A movement and the right to record what became of it. */
export type TakenMovement = Taken<MovementDocument>;

/** A part of a seller's balance at Stripe that is pending, and when it can be paid out. */
export interface Settling {
  readonly amountCents: number;
  readonly at: Date;
}

/** After a call that failed; an hour is as long as Stripe may be away before a person looks. */
export const movementBackoff = { firstMs: 1_000, mostMs: 60 * 60_000 };

const open = { state: trusted({ $in: ["due", "waiting"] }) } as const;

export function toMovement({ _id, takenBy: _takenBy, ...movement }: MovementDocument): Movement {
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
    open: open,
    backoff: movementBackoff,
  });

  return {
    queue,

    /** Records a movement, in the transaction of the decision that asks for it. */
    async insert({ id, order }: NewMovement, now: Date, session: ClientSession): Promise<void> {
      await movements.insertOne(
        {
          _id: id,
          order,
          state: lifecycle.initial,
          attempt: 1,
          calls: 0,
          createdAt: now,
          finishedAt: null,
          stripeId: null,
          doneCents: null,
          availableAt: null,
          lastError: null,
          undoneCount: 0,
          nextAt: now,
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
     * Records how a taken movement goes on.
     *
     * @returns `false`, and nothing is written, when it was taken over or has ended in the meantime
     */
    async record(
      taken: TakenMovement,
      { id: _id, nextAt, ...change }: Movement,
      session?: ClientSession,
    ): Promise<boolean> {
      return isEnded(change)
        ? queue.finish(taken, change, session)
        : queue.defer(taken, nextAt, change, session);
    },

    /**
     * Writes a movement over the one that it was made from. A process that is calling for it records nothing any more.
     *
     * @throws changedMeanwhile when that is no longer the one stored
     */
    async replace(before: Movement, after: Movement, session: ClientSession): Promise<void> {
      const { id, state, attempt, calls } = before;
      const { id: _id, ...content } = after;
      const { matchedCount } = await movements.replaceOne(
        { _id: id, state, attempt, calls },
        { ...content, takenBy: null },
        { session },
      );
      if (matchedCount === 0) throw changedMeanwhile(`movement ${id}`);
    },

    /** What waits for a seller's payout account, or is being called and may be about to. */
    async waitingFor(sellerId: string, session: ClientSession): Promise<Movement[]> {
      const beingCalled = { state: "due", takenBy: trusted({ $ne: null }) } as const;
      const found = await movements.find(
        { "order.sellerId": sellerId, $or: [{ state: "waiting" }, beingCalled] },
        { session },
      );
      return found.map(toMovement);
    },

    /** Whether Stripe is being asked, or may have done, something with a seller's balance that is not recorded yet. */
    async isInFlight(sellerId: string, session: ClientSession): Promise<boolean> {
      const called = { "order.sellerId": sellerId, ...open, calls: trusted({ $gt: 0 }) };
      return (await movements.findOne(called, { session, fields: ["_id"] })) !== null;
    },

    /** What was transferred to a seller and has not settled at Stripe, what settles first at first. */
    async settlingOf(sellerId: string, now: Date, session?: ClientSession): Promise<Settling[]> {
      const found = await movements.find(
        {
          "order.sellerId": sellerId,
          "order.kind": "transfer",
          state: "succeeded",
          availableAt: trusted({ $gt: now }),
        },
        { sort: { availableAt: 1 }, session },
      );
      return found.flatMap(({ order, availableAt }) =>
        order.kind === "transfer" && availableAt !== null
          ? [{ amountCents: order.amountCents, at: availableAt }]
          : [],
      );
    },

    /** Since when the last of a seller's transfers that add up to an amount are made; `null`: they are less. */
    async heldSince(sellerId: string, cents: number): Promise<Date | null> {
      const made = { "order.sellerId": sellerId, "order.kind": "transfer", state: "succeeded" } as const;
      let leftCents = cents;
      for await (const { order, finishedAt } of movements.stream(made, { sort: { finishedAt: -1 } })) {
        leftCents -= order.kind === "transfer" ? order.amountCents : 0;
        if (leftCents <= 0) return finishedAt;
      }
      return null;
    },

    /** What Stripe has not confirmed yet, and since when the oldest of it is due. */
    async backlog(): Promise<{ count: number; oldestDueAt: Date | null }> {
      const count = await movements.countDocuments(open);
      const oldest = await movements.findOne(
        { state: "due", "order.kind": trusted({ $ne: "evidence" }) },
        { sort: { createdAt: 1 }, fields: ["createdAt"] },
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
