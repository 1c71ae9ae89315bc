import { createHash, randomBytes, randomUUID } from "node:crypto";
import {
  type Database,
  deleteBatch,
  type Erased,
  type ErasureBatch,
  type Filter,
  trusted,
} from "@vc/service";
import type { ClientSession } from "mongodb";
import { type SessionDocument, sessionModel, spentTokenModel } from "./model.ts";
import { type Session, type SessionEnd, sessionMoves } from "./session.ts";

function hashOf(token: string): string {
  return createHash("sha256").update(token).digest("base64url");
}

function newToken(): string {
  return randomBytes(32).toString("base64url");
}

export interface FoundSession {
  readonly id: string;
  readonly accountId: string;
  readonly session: Session;
  readonly token: "current" | "spent";
}

/** Sessions with their refresh tokens, which are kept as hashes only. */
export function createSessionStore(database: Database) {
  const sessions = database.model(sessionModel);
  const spentTokens = database.model(spentTokenModel);

  async function end(
    filter: Filter<SessionDocument>,
    because: SessionEnd,
    now: Date,
    session?: ClientSession,
  ): Promise<void> {
    const { from, to } = sessionMoves[because];
    await sessions.updateMany(
      { ...filter, state: from },
      { $set: { state: to, endedBy: because, endedAt: now } },
      { session },
    );
  }

  return {
    /** @returns the first refresh token */
    async open(accountId: string, now: Date, expiresAt: Date, session?: ClientSession): Promise<string> {
      const token = newToken();
      await sessions.insertOne(
        {
          _id: randomUUID(),
          accountId,
          state: sessionMoves.refresh.to,
          currentHash: hashOf(token),
          createdAt: now,
          expiresAt,
          endedBy: null,
          endedAt: null,
        },
        { session },
      );
      return token;
    },

    async findByToken(token: string): Promise<FoundSession | null> {
      const hash = hashOf(token);
      const current = await sessions.findOne({ currentHash: hash });
      if (current)
        return { id: current._id, accountId: current.accountId, session: current, token: "current" };
      const spent = await spentTokens.findOne({ _id: hash });
      const owner = spent && (await sessions.findOne({ _id: spent.sessionId }));
      return owner && { id: owner._id, accountId: owner.accountId, session: owner, token: "spent" };
    },

    /**
     * Puts a new token in the place of the current one. Of several callers with the same token one gets the new one.
     *
     * @returns the new token, or `null` when another was quicker or the session has ended meanwhile
     */
    async rotate(sessionId: string, token: string, expiresAt: Date): Promise<string | null> {
      const hash = hashOf(token);
      const next = newToken();
      // First: a crash between the two writes leaves a token that is spent and still current, and current counts.
      await spentTokens.updateOne({ _id: hash }, { $set: { sessionId, expiresAt } }, { upsert: true });
      const { from, to } = sessionMoves.refresh;
      const { matchedCount } = await sessions.updateOne(
        { _id: sessionId, state: from, currentHash: hash },
        { $set: { state: to, currentHash: hashOf(next), expiresAt } },
      );
      return matchedCount === 1 ? next : null;
    },

    /** R42: a session goes after its tokens, which are found by it alone. */
    async erase(batch: ErasureBatch): Promise<Erased> {
      const { accountId, tx, limit } = batch;
      const { session } = tx;
      const found = await sessions.find({ accountId }, { session, fields: ["_id"], limit });
      const own = found.map(({ _id }) => _id);
      const spent = await deleteBatch(spentTokens, { sessionId: trusted({ $in: own }) }, batch);
      if (spent === "some") return "some";
      await sessions.deleteMany({ _id: trusted({ $in: own }) }, { session });
      return own.length < limit ? "all" : "some";
    },

    end: (sessionId: string, because: SessionEnd, now: Date) => end({ _id: sessionId }, because, now),
    endAll: (accountId: string, because: SessionEnd, now: Date, session?: ClientSession) =>
      end({ accountId }, because, now, session),
  };
}
export type SessionStore = ReturnType<typeof createSessionStore>;
