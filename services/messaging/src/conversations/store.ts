import { changedMeanwhile, isDuplicateKey } from "@vc/bus";
import type { ConversationKind, SupportState } from "@vc/contracts";
import {
  changeBatch,
  type Database,
  type Erased,
  type ErasureBatch,
  type ErasureStep,
  type Filter,
  readFromPlace,
  trusted,
} from "@vc/service";
import type { ClientSession } from "mongodb";
import { type Conversation, isMediator, isStaff, type Visitor } from "./conversation.ts";
import { type ConversationDocument, conversationModel } from "./model.ts";

export interface ConversationFilter {
  readonly kind?: ConversationKind | undefined;
  readonly orderId?: string | undefined;
  /** Only those with messages that the visitor has not read. */
  readonly unread?: boolean | undefined;
}

/** The place of a conversation in the list: last activity in milliseconds, and its id. */
export type ConversationPlace = readonly [number, string];

export interface ConversationStore {
  find(id: string, session?: ClientSession): Promise<Conversation | null>;
  findByTopic(topic: string, session?: ClientSession): Promise<Conversation | null>;
  /** Those that the visitor sees, most recently written in first; one more than `limit`, so that a next page shows. */
  list(
    visitor: Visitor,
    page: ConversationFilter & { limit: number; after: ConversationPlace | null },
  ): Promise<Conversation[]>;
  /** In how many conversations a visitor who takes part has messages to read. */
  countUnread(visitor: Visitor): Promise<number>;
  /** Requests for support in a state, those that have waited the longest first; one more than `limit`. */
  listSupport(page: {
    state: SupportState;
    limit: number;
    after: ConversationPlace | null;
  }): Promise<Conversation[]>;
  /** @throws changedMeanwhile when the topic has a conversation already: the next try finds it */
  add(conversation: Conversation, session: ClientSession): Promise<void>;
  /**
   * Writes a conversation over the one it was made from.
   *
   * @throws changedMeanwhile when a message or a move of the support request came in between
   */
  replace(before: Conversation, after: Conversation, session: ClientSession): Promise<void>;
  /** R42: empties the copies of its messages that conversations show as their last. */
  readonly eraseLastMessages: ErasureStep;
  closeInquiries(batch: ErasureBatch, at: Date): Promise<Erased>;
  /** Open conversations with support that an account asked for. */
  findAskedBy(accountId: string, limit: number, session: ClientSession): Promise<Conversation[]>;
  /** Conversations with support that a member of the staff has taken. */
  findTakenBy(accountId: string, limit: number, session: ClientSession): Promise<Conversation[]>;
}

export function createConversationStore(database: Database): ConversationStore {
  const conversations = database.model(conversationModel);

  async function findOne(filter: Filter<ConversationDocument>, session?: ClientSession) {
    const found = await conversations.findOne(filter, { session });
    return found && toConversation(found);
  }

  async function findSome(filter: Filter<ConversationDocument>, limit: number, session: ClientSession) {
    const found = await conversations.find(filter, { session, limit });
    return found.map(toConversation);
  }

  return {
    find: (id, session) => findOne({ _id: id }, session),
    findByTopic: (topic, session) => findOne({ topic }, session),

    async list(visitor, { kind, orderId, unread, limit, after }) {
      const mine = sideOf(visitor, {});
      const seen: Filter<ConversationDocument>[] = [
        mine,
        ...(isStaff(visitor) ? [{ kind: "support" } as const] : []),
        ...(isMediator(visitor) ? [{ kind: "order", disputedAt: trusted({ $type: "date" }) } as const] : []),
      ];
      const of: Filter<ConversationDocument> = {
        ...(seen.length === 1 ? mine : { $or: seen }),
        ...(kind === undefined ? {} : { kind }),
        ...(orderId === undefined ? {} : { orderId }),
        ...(unread === true ? unreadBy(visitor) : {}),
      };
      const sort = { activityAt: -1, _id: -1 } as const;
      const from = after && [new Date(after[0]), after[1]];
      const found = await readFromPlace(sort, from, limit + 1, (behind, missing) =>
        conversations.find({ ...of, ...behind }, { sort, limit: missing }),
      );
      return found.map(toConversation);
    },

    countUnread: (visitor) => conversations.countDocuments(unreadBy(visitor)),

    async listSupport({ state, limit, after }) {
      const sort = { "support.since": 1, _id: 1 } as const;
      const from = after && [new Date(after[0]), after[1]];
      const found = await readFromPlace(sort, from, limit + 1, (behind, missing) =>
        conversations.find({ "support.state": state, ...behind }, { sort, limit: missing }),
      );
      return found.map(toConversation);
    },

    async add({ id, ...facts }, session) {
      await conversations.insertOne({ _id: id, ...facts }, { session }).catch((error: unknown) => {
        throw isDuplicateKey(error) ? changedMeanwhile(`conversation about ${facts.topic}`) : error;
      });
    },

    async replace(before, { id, ...facts }, session) {
      const { messageCount, support } = before;
      const unchanged = {
        messageCount,
        // null also finds conversations that were stored before support requests had a state.
        "support.state": support?.state ?? null,
        "support.takenBy": support?.takenBy ?? null,
      };
      const { matchedCount } = await conversations.replaceOne({ _id: id, ...unchanged }, facts, { session });
      if (matchedCount === 0) throw changedMeanwhile(`conversation ${id}`);
    },

    eraseLastMessages: (batch) =>
      changeBatch(
        conversations,
        { "lastMessage.senderId": batch.accountId, "lastMessage.text": trusted({ $gt: "" }) },
        { $set: { "lastMessage.text": "", "lastMessage.masked": [], "lastMessage.files": [] } },
        batch,
      ),

    closeInquiries: (batch, at) =>
      changeBatch(
        conversations,
        { "participants.accountId": batch.accountId, kind: "inquiry", closesAt: null },
        { $set: { closesAt: at } },
        batch,
      ),

    findAskedBy: (accountId, limit, session) =>
      findSome({ "support.requesterId": accountId, closesAt: null }, limit, session),

    findTakenBy: (accountId, limit, session) => findSome({ "support.takenBy": accountId }, limit, session),
  };
}

/** Conversations in which a visitor has messages to read. */
function unreadBy(visitor: Visitor): Filter<ConversationDocument> {
  return sideOf(visitor, { unread: { $gt: 0 } });
}

/** Conversations in which a visitor takes part; as staff only while the visitor is (R41). */
function sideOf(visitor: Visitor, side: Readonly<Record<string, unknown>>): Filter<ConversationDocument> {
  const as = isStaff(visitor) ? {} : { isStaff: { $ne: true } };
  return { participants: trusted({ $elemMatch: { accountId: visitor.accountId, ...as, ...side } }) };
}

function toConversation({ _id, about, support, ...facts }: ConversationDocument): Conversation {
  const participants = facts.participants.map((side) => ({
    ...side,
    moves: side.moves ?? 0,
    isStaff: side.isStaff ?? false,
  }));
  return {
    id: _id,
    ...facts,
    participants,
    // Kind and id were written together.
    about: about as Conversation["about"],
    support: support && { ...support, sequence: support.sequence ?? 0 },
  };
}
