import { changedMeanwhile } from "@vc/bus";
import { type Database, type Filter, newId, trusted } from "@vc/service";
import type { ClientSession } from "mongodb";
import { type ExceptionKind, LONGEST_KNOWN, type MoneyException, type NewException } from "./exception.ts";
import { decideException, lifecycle } from "./lifecycle.ts";
import { type ExceptionDocument, exceptionModel } from "./model.ts";

const waiting = { state: trusted({ $in: ["open", "taken"] }) } as const;

/** What happened to money outside the platform and waits for a person. */
export function createExceptionStore(database: Database) {
  const exceptions = database.model(exceptionModel);

  /** @throws changedMeanwhile when the revision that it was made from is no longer the one stored */
  async function replace(
    before: MoneyException,
    after: MoneyException,
    session: ClientSession,
  ): Promise<MoneyException> {
    const { id, ...content } = { ...after, revision: before.revision + 1 };
    const { matchedCount } = await exceptions.replaceOne({ _id: id, revision: before.revision }, content, {
      session,
    });
    if (matchedCount === 0) throw changedMeanwhile(`exception ${id}`);
    return { id, ...content };
  }

  return {
    replace,

    /** Puts something into the queue, in the transaction that books it; what is there already stays one. */
    async raise(found: NewException, now: Date, session: ClientSession): Promise<void> {
      const { kind, stripeId } = found;
      const known = found.known.slice(0, LONGEST_KNOWN);
      const stored = await exceptions.findOne({ stripeId, kind }, { session });
      if (stored === null) {
        const fresh = { takenBy: null, resolution: null, createdAt: now, revision: 1 };
        const document = { _id: newId("exception"), ...found, known, state: lifecycle.initial, ...fresh };
        await exceptions.insertOne(document, { session });
        return;
      }
      const before = toException(stored);
      const decision = decideException(before, { kind: "seen", found: { ...found, known } }, now);
      if (decision.kind === "moved") await replace(before, decision.change.after, session);
    },

    async find(id: string, session?: ClientSession): Promise<MoneyException | null> {
      const found = await exceptions.findOne({ _id: id }, { session });
      return found && toException(found);
    },

    /** Whether any of these objects of Stripe is in the queue, or was decided. */
    async isKnown(stripeIds: readonly string[]): Promise<boolean> {
      const found = await exceptions.findOne({ stripeId: trusted({ $in: stripeIds }) }, { fields: ["_id"] });
      return found !== null;
    },

    /** Whether an exception of a kind about an order waits for a decision. */
    async isWaiting(kind: ExceptionKind, orderId: string): Promise<boolean> {
      return (await exceptions.findOne({ orderId, kind, ...waiting }, { fields: ["_id"] })) !== null;
    },

    /** At most `limit` exceptions of a filter, oldest first. */
    async list(filter: Filter<ExceptionDocument>, limit: number): Promise<MoneyException[]> {
      const found = await exceptions.find(filter, { sort: { createdAt: 1, _id: 1 }, limit });
      return found.map(toException);
    },

    /** How many wait for a decision, and since when the oldest does. */
    async backlog(): Promise<{ count: number; oldestAt: Date | null }> {
      const count = await exceptions.countDocuments(waiting);
      const oldest = await exceptions.findOne(waiting, { sort: { createdAt: 1 }, fields: ["createdAt"] });
      return { count, oldestAt: oldest?.createdAt ?? null };
    },
  };
}

export type ExceptionStore = ReturnType<typeof createExceptionStore>;

function toException({ _id, ...exception }: ExceptionDocument): MoneyException {
  return { id: _id, ...exception };
}
