import type { ClientSession, Collection, Db, Filter } from "mongodb";
import { changedMeanwhile } from "../changed-meanwhile.ts";
import { ensureIndexesOf } from "../shared/collections.ts";
import type { TimerDocument } from "../shared/documents.ts";
import { inTwoSteps } from "../shared/stand-in-database.ts";
import type { Clock, DueTimer } from "../types.ts";

export interface TimerName {
  readonly aggregateId: string;
  readonly kind: string;
}

export interface Timers {
  ensureIndexes(): Promise<void>;
  /**
   * Sets or moves timers, each named once.
   *
   * @returns the timers with the generation that their triggers must carry
   */
  arm(
    timers: readonly (TimerName & { readonly dueAt: Date })[],
    session: ClientSession,
  ): Promise<readonly Trigger[]>;
  cancel(timers: readonly TimerName[], session: ClientSession): Promise<void>;
  /** Of these the timers that are armed in their generation and due, to be marked fired in the same transaction. */
  due(triggers: readonly Trigger[], session: ClientSession): Promise<readonly DueTimer[]>;
  /** @throws changedMeanwhile when one of them is no longer armed in this generation */
  markFired(timers: readonly DueTimer[], session: ClientSession): Promise<void>;
  /** Armed timers that are overdue by this much, the most overdue first. */
  overdue(byMs: number, most: number): Promise<readonly DueTimer[]>;
  /** The sweeper ignores the timer for this long. */
  deferSweep(timer: DueTimer, forMs: number): Promise<void>;
}

export function timerId({ aggregateId, kind }: TimerName): string {
  return `${aggregateId}:${kind}`;
}

/** Names one arming of a timer. */
export function armingId(trigger: Trigger): string {
  return `${timerId(trigger)}#${trigger.generation}`;
}

export function openTimers(db: Db, clock: Clock): Timers {
  const timers: Collection<TimerDocument> = db.collection("timers");

  return {
    ensureIndexes: async () => {
      await ensureIndexesOf(timers, "timers");
    },
    arm: (armed, session) => arm(timers, armed, session),
    cancel: async (cancelled, session) => {
      await timers.updateMany(
        { _id: { $in: cancelled.map(timerId) }, state: "armed" },
        { $set: { state: "cancelled", endedAt: clock.now() } },
        { session },
      );
    },
    due: async (triggers, session) => {
      const ids = [...new Set(triggers.map(timerId))];
      const asked = new Set(triggers.map(armingId));
      const found = await timers
        .find({ _id: { $in: ids }, state: "armed", dueAt: { $lte: clock.now() } }, { session })
        .toArray();
      return found.map(toDueTimer).filter((timer) => asked.has(armingId(timer)));
    },
    markFired: async (fired, session) => {
      const endedAt = clock.now();
      let marked = 0;
      for (const [generation, ofGeneration] of Map.groupBy(fired, (timer) => timer.generation)) {
        const { matchedCount } = await timers.updateMany(
          { _id: { $in: ofGeneration.map(timerId) }, generation, state: "armed" },
          { $set: { state: "fired", endedAt } },
          { session },
        );
        marked += matchedCount;
      }
      if (marked < fired.length) throw changedMeanwhile("a due timer");
    },
    overdue: (byMs, most) => overdue(timers, clock.now(), byMs, most),
    deferSweep: async (timer, forMs) => {
      await timers.updateOne(
        { _id: timerId(timer), generation: timer.generation, state: "armed" },
        { $set: { sweepNotBefore: new Date(clock.now().getTime() + forMs) } },
      );
    },
  };
}

async function arm(
  timers: Collection<TimerDocument>,
  armed: readonly (TimerName & { readonly dueAt: Date })[],
  session: ClientSession,
): Promise<readonly Trigger[]> {
  const ids = armed.map(timerId);
  const found = await timers
    .find({ _id: { $in: ids } }, { session, projection: { generation: 1 } })
    .toArray();
  const generations = new Map(found.map(({ _id, generation }) => [_id, generation]));
  const fresh: TimerDocument[] = [];
  const triggers: Trigger[] = [];
  for (const { aggregateId, kind, dueAt } of armed) {
    const _id = timerId({ aggregateId, kind });
    const before = generations.get(_id);
    const generation = (before ?? 0) + 1;
    const facts = { aggregateId, kind, dueAt, generation, state: "armed" } as const;
    triggers.push({ aggregateId, kind, dueAt, generation });
    if (before === undefined) fresh.push({ _id, ...facts });
    else {
      const { matchedCount } = await timers.updateOne(
        { _id, generation: before },
        { $set: facts, $unset: { endedAt: "", sweepNotBefore: "" } },
        { session },
      );
      if (matchedCount === 0) throw changedMeanwhile(`timer ${_id}`);
    }
  }
  if (fresh.length > 0) await timers.insertMany(fresh, { session });
  return triggers;
}

async function overdue(
  timers: Collection<TimerDocument>,
  now: Date,
  byMs: number,
  most: number,
): Promise<readonly DueTimer[]> {
  const until = new Date(now.getTime() - byMs);
  const found = await timers
    .aggregate<TimerDocument>([
      ...inTwoSteps<Filter<TimerDocument>>(
        { state: "armed", dueAt: { $lte: until } },
        { sweepNotBefore: { $not: { $gt: now } } },
      ),
      { $sort: { dueAt: 1 } },
      { $limit: most },
    ])
    .toArray();
  return found.map(toDueTimer);
}

function toDueTimer({ aggregateId, kind, dueAt, generation }: TimerDocument): DueTimer {
  return { aggregateId, kind, dueAt, generation };
}

/** The body of a trigger message. */
export type Trigger = DueTimer;

export function encodeTrigger(trigger: Trigger): string {
  return JSON.stringify({ ...trigger, dueAt: trigger.dueAt.toISOString() });
}

/** @returns `undefined` for a message that no bus has sent */
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
