import type { ClientSession, Collection, Db } from "mongodb";
import { ensureIndexesOf } from "../shared/collections.ts";
import type { InboxDocument, PositionDocument } from "../shared/documents.ts";
import { isDuplicateKey } from "../shared/duplicate-key.ts";
import type { EventOrder } from "../types.ts";

/** Whether an event is to be applied now. */
export type Admission = "apply" | "outdated" | "gap";

/** Aborts the transaction: its effect was committed before. */
export class AlreadyApplied extends Error {
  override readonly name = "AlreadyApplied";
}

export interface ArrivedEvent {
  readonly id: string;
  readonly name: string;
  readonly aggregateId: string;
  readonly sequence: number;
}

export interface Inbox {
  ensureIndexes(): Promise<void>;
  /**
   * Records the message and, where order matters, the aggregate's position, in the transaction of the effect.
   *
   * @throws AlreadyApplied when this queue has applied this message before
   */
  admit(queue: string, event: ArrivedEvent, order: EventOrder, session: ClientSession): Promise<Admission>;
  /** The same for several events of one transaction: only `events` can be admitted. */
  admitSeveral(
    queue: string,
    events: readonly ArrivedEvent[],
    order: EventOrder,
    session: ClientSession,
  ): Promise<Admissions>;
}

export interface Admissions {
  /** An event that is admitted here counts as applied for the events that follow. */
  admit(event: ArrivedEvent): Admission | "duplicate";
  /** Records the admitted events. A duplicate key means that another transaction has applied one of them meanwhile. */
  write(): Promise<void>;
}

interface InboxCollections {
  readonly inbox: Collection<InboxDocument>;
  readonly positions: Collection<PositionDocument>;
}

export function openInbox(db: Db): Inbox {
  const collections: InboxCollections = {
    inbox: db.collection("inbox"),
    positions: db.collection("inbox_positions"),
  };
  const { inbox, positions } = collections;

  async function record(queue: string, messageId: string, session: ClientSession): Promise<void> {
    try {
      await inbox.insertOne({ _id: inboxId(queue, messageId), at: new Date() }, { session });
    } catch (error) {
      if (isDuplicateKey(error)) throw new AlreadyApplied(messageId, { cause: error });
      throw error;
    }
  }

  return {
    ensureIndexes: async () => {
      await ensureIndexesOf(inbox, "inbox");
      await ensureIndexesOf(positions, "inbox_positions");
    },
    admit: async (queue, event, order, session) => {
      await record(queue, event.id, session);
      if (order === "any") return "apply";
      const _id = positionId(queue, event);
      const known = (await positions.findOne({ _id }, { session }))?.sequence ?? 0;
      const admission = admit(order, known, event.sequence);
      if (admission === "apply") {
        await positions.updateOne({ _id }, { $set: { sequence: event.sequence } }, { session, upsert: true });
      }
      return admission;
    },
    admitSeveral: (queue, events, order, session) =>
      openAdmissions(collections, queue, events, order, session),
  };
}

async function openAdmissions(
  { inbox, positions }: InboxCollections,
  queue: string,
  events: readonly ArrivedEvent[],
  order: EventOrder,
  session: ClientSession,
): Promise<Admissions> {
  const ids = events.map(({ id }) => inboxId(queue, id));
  const known = await inbox.find({ _id: { $in: ids } }, { session, projection: { _id: 1 } }).toArray();
  const applied = new Set(known.map(({ _id }) => _id));
  const last = new Map<string, number>();
  if (order !== "any") {
    const streams = [...new Set(events.map((event) => positionId(queue, event)))];
    for (const position of await positions.find({ _id: { $in: streams } }, { session }).toArray()) {
      last.set(position._id, position.sequence);
    }
  }
  const records: InboxDocument[] = [];
  const moved = new Map<string, number>();
  return {
    admit: (event) => {
      const _id = inboxId(queue, event.id);
      if (applied.has(_id)) return "duplicate";
      const stream = positionId(queue, event);
      const admission = admit(order, last.get(stream) ?? 0, event.sequence);
      if (admission !== "apply") return admission;
      applied.add(_id);
      records.push({ _id, at: new Date() });
      last.set(stream, event.sequence);
      moved.set(stream, event.sequence);
      return "apply";
    },
    write: async () => {
      if (records.length === 0) return;
      await inbox.insertMany(records, { session });
      if (order === "any") return;
      await positions.bulkWrite(
        [...moved].map(([_id, sequence]) => ({
          updateOne: { filter: { _id }, update: { $set: { sequence } }, upsert: true },
        })),
        { session },
      );
    },
  };
}

function inboxId(queue: string, messageId: string): string {
  return `${queue}|${messageId}`;
}

function positionId(queue: string, { name, aggregateId }: ArrivedEvent): string {
  return `${queue}|${streamOf(name)}|${aggregateId}`;
}

/** Whether an event with this sequence is to be applied after the last known one (0: none yet). */
export function admit(order: EventOrder, known: number, sequence: number): Admission {
  if (order === "any") return "apply";
  if (sequence <= known) return "outdated";
  return order === "gapless" && sequence > known + 1 ? "gap" : "apply";
}

/** Sequences count per aggregate, and two contexts may use the same id for their own aggregate. */
function streamOf(eventName: string): string {
  return eventName.split(".").slice(0, 2).join(".");
}
