import type { ClientSession, Collection, Db } from "mongodb";
import type { Clock, DueTimer } from "./types.ts";

/** The truth about a deadline. Triggers and the sweeper only point to it. */
export interface TimerDocument {
  /** `<aggregate id>:<kind>` */
  readonly _id: string;
  readonly aggregateId: string;
  readonly kind: string;
  /** One more each time it is armed, so that triggers of earlier armings can be told apart. */
  readonly generation: number;
  readonly dueAt: Date;
  readonly state: "armed" | "fired" | "cancelled";
  /** When it fired or was cancelled; it is forgotten some weeks later. */
  readonly endedAt?: Date;
  /** Its handler failed: until then the sweeper leaves it to the retry tiers. */
  readonly sweepNotBefore?: Date;
}

export interface TimerName {
  readonly aggregateId: string;
  readonly kind: string;
}

export interface Timers {
  ensureIndexes(): Promise<void>;
  /** @returns the generation that its trigger must carry */
  arm(timer: TimerName & { readonly dueAt: Date }, session: ClientSession): Promise<number>;
  cancel(timer: TimerName, session: ClientSession): Promise<void>;
  /** Marks it fired if it is armed in this generation and due; the caller's effect belongs in the same transaction. */
  takeDue(
    trigger: TimerName & { readonly generation: number },
    session: ClientSession,
  ): Promise<DueTimer | undefined>;
  /** Armed timers that are overdue by this much, the most overdue first. */
  overdue(byMs: number, most: number): Promise<readonly DueTimer[]>;
  leaveAlone(timer: DueTimer, forMs: number): Promise<void>;
}

const forgetAfterSeconds = 30 * 24 * 60 * 60;

export function timerId({ aggregateId, kind }: TimerName): string {
  return `${aggregateId}:${kind}`;
}

export function openTimers(db: Db, clock: Clock): Timers {
  const timers: Collection<TimerDocument> = db.collection("timers");

  return {
    ensureIndexes: async () => {
      await timers.createIndex({ state: 1, dueAt: 1 });
      // A trigger that outlives the document it points to finds nothing, or a later arming that is not due yet: no-ops.
      await timers.createIndex({ endedAt: 1 }, { expireAfterSeconds: forgetAfterSeconds });
    },
    arm: async ({ aggregateId, kind, dueAt }, session) => {
      const armed = await timers.findOneAndUpdate(
        { _id: timerId({ aggregateId, kind }) },
        {
          $inc: { generation: 1 },
          $set: { aggregateId, kind, dueAt, state: "armed" },
          $unset: { endedAt: "", sweepNotBefore: "" },
        },
        { session, upsert: true, returnDocument: "after" },
      );
      if (!armed) throw new Error(`arming timer ${timerId({ aggregateId, kind })} returned no document`);
      return armed.generation;
    },
    cancel: async (timer, session) => {
      await timers.updateOne(
        { _id: timerId(timer), state: "armed" },
        { $set: { state: "cancelled", endedAt: clock.now() } },
        { session },
      );
    },
    takeDue: async (trigger, session) => {
      const now = clock.now();
      const taken = await timers.findOneAndUpdate(
        { _id: timerId(trigger), generation: trigger.generation, state: "armed", dueAt: { $lte: now } },
        { $set: { state: "fired", endedAt: now } },
        { session, returnDocument: "after" },
      );
      return taken ? toDueTimer(taken) : undefined;
    },
    overdue: async (byMs, most) => {
      const now = clock.now();
      const found = await timers
        .find({
          state: "armed",
          dueAt: { $lte: new Date(now.getTime() - byMs) },
          $or: [{ sweepNotBefore: { $exists: false } }, { sweepNotBefore: { $lte: now } }],
        })
        .sort({ dueAt: 1 })
        .limit(most)
        .toArray();
      return found.map(toDueTimer);
    },
    leaveAlone: async (timer, forMs) => {
      await timers.updateOne(
        { _id: timerId(timer), generation: timer.generation, state: "armed" },
        { $set: { sweepNotBefore: new Date(clock.now().getTime() + forMs) } },
      );
    },
  };
}

function toDueTimer({ aggregateId, kind, dueAt, generation }: TimerDocument): DueTimer {
  return { aggregateId, kind, dueAt, generation };
}

/** The body of a trigger message. */
export type Trigger = DueTimer;

export function encodeTrigger(trigger: Trigger): string {
  return JSON.stringify({ ...trigger, dueAt: trigger.dueAt.toISOString() });
}

/** @returns `undefined` for what no bus has sent */
export function decodeTrigger(content: Buffer): Trigger | undefined {
  let body: unknown;
  try {
    body = JSON.parse(content.toString("utf8"));
  } catch {
    return undefined;
  }
  if (typeof body !== "object" || body === null) return undefined;
  const { aggregateId, kind, generation, dueAt } = body as Record<string, unknown>; // an object, by the line above
  if (typeof aggregateId !== "string" || typeof kind !== "string" || typeof dueAt !== "string")
    return undefined;
  if (typeof generation !== "number" || Number.isNaN(Date.parse(dueAt))) return undefined;
  return { aggregateId, kind, generation, dueAt: new Date(dueAt) };
}
