import type { NotificationKind, Notification as Shown } from "@vc/contracts";
import { type Database, deleteBatch, type ErasureStep, readFromPlace, trusted } from "@vc/service";
import type { ClientSession } from "mongodb";
import { notificationModel } from "./model.ts";

/** A notification in the app. Its words are in the language that the recipient had then. */
export interface Notification {
  readonly id: string;
  readonly accountId: string;
  readonly kind: NotificationKind;
  readonly fact: string;
  readonly title: string;
  readonly text: string;
  readonly link: string;
  readonly orderId: string | null;
  /** Accounts whose names or words it may hold. */
  readonly mentions: readonly string[];
  /** Of a message: its place in its conversation. */
  readonly message?: MessagePlace;
  readonly readAt: Date | null;
  readonly createdAt: Date;
}

export interface MessagePlace {
  readonly conversationId: string;
  readonly number: number;
}

/** The place of a notification in the list: when it was made, in milliseconds, and its id. */
export type NotificationPlace = readonly [number, string];

export interface NotificationStore {
  /** R39: adds it once per account, kind and fact. @returns false when it was added before */
  addOnce(notification: Notification, session: ClientSession): Promise<boolean>;
  /** Those of the facts whose notification the account has read. */
  readFacts(
    accountId: string,
    kind: NotificationKind,
    facts: readonly string[],
    session: ClientSession,
  ): Promise<ReadonlySet<string>>;
  /** Newest first; one more than `limit`, so that a next page shows. */
  list(
    accountId: string,
    page: { isUnreadOnly: boolean; limit: number; after: NotificationPlace | null },
  ): Promise<Notification[]>;
  /** Every notification of an account, newest first. */
  allOf(accountId: string): AsyncIterable<Notification>;
  /** R42: deletes notifications of an account, and those that mention it. */
  readonly erase: ErasureStep;
  /** hunt F8: what was read in its conversation is read. */
  settle(accountId: string, upTo: MessagePlace, now: Date, session: ClientSession): Promise<void>;
  countUnread(accountId: string): Promise<number>;
  countOwn(accountId: string, ids: readonly string[]): Promise<number>;
  /** `ids`: which; "all": every one. */
  markRead(accountId: string, ids: readonly string[] | "all", now: Date): Promise<void>;
}

export function createNotificationStore(database: Database): NotificationStore {
  const notifications = database.model(notificationModel);

  return {
    async addOnce({ id, ...facts }, session) {
      const { accountId, kind, fact } = facts;
      const { upsertedCount } = await notifications.updateOne(
        { accountId, kind, fact },
        { $setOnInsert: { _id: id, ...facts } },
        { upsert: true, session },
      );
      return upsertedCount === 1;
    },

    async readFacts(accountId, kind, facts, session) {
      const meant = { accountId, kind, fact: trusted({ $in: facts }) };
      const found = await notifications.find(meant, { session, fields: ["fact", "readAt"] });
      return new Set(found.filter(({ readAt }) => readAt !== null).map(({ fact }) => fact));
    },

    async list(accountId, { isUnreadOnly, limit, after }) {
      const sort = { createdAt: -1, _id: -1 } as const;
      const from = after && [new Date(after[0]), after[1]];
      const found = await readFromPlace(sort, from, limit + 1, (behind, missing) =>
        notifications.find(
          { accountId, ...(isUnreadOnly ? { readAt: null } : {}), ...behind },
          { sort, limit: missing },
        ),
      );
      return found.map(({ _id, ...facts }) => ({ id: _id, ...facts }));
    },

    async *allOf(accountId) {
      for await (const found of notifications.stream({ accountId }, { sort: { createdAt: -1, _id: -1 } })) {
        const { _id, ...facts } = found;
        yield { id: _id, ...facts };
      }
    },

    async erase(batch) {
      const { accountId } = batch;
      const own = await deleteBatch(notifications, { accountId }, batch);
      return own === "some" ? own : deleteBatch(notifications, { mentions: accountId }, batch);
    },

    async settle(accountId, { conversationId, number }, now, session) {
      const read = {
        accountId,
        readAt: null,
        "message.conversationId": conversationId,
        "message.number": trusted({ $lte: number }),
      };
      await notifications.updateMany(read, { $set: { readAt: now } }, { session });
    },

    countUnread: (accountId) => notifications.countDocuments({ accountId, readAt: null }),

    countOwn: (accountId, ids) => notifications.countDocuments({ accountId, _id: trusted({ $in: ids }) }),

    async markRead(accountId, ids, now) {
      const which = ids === "all" ? {} : { _id: trusted({ $in: ids }) };
      await notifications.updateMany({ accountId, readAt: null, ...which }, { $set: { readAt: now } });
    },
  };
}

/** A notification as the API and the live stream show it. */
export function presentNotification(notification: Notification): Shown {
  const { id, kind, title, text, link, orderId, readAt, createdAt } = notification;
  return {
    id,
    kind,
    title,
    text,
    link,
    orderId,
    readAt: readAt?.toISOString() ?? null,
    createdAt: createdAt.toISOString(),
  };
}
