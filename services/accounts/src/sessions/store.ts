import { createHash, randomBytes, randomUUID } from "node:crypto";
import { type Database, deleteBatch, type Erased, type ErasureBatch, trusted } from "@vc/service";
import type { ClientSession } from "mongodb";
import { lifecycle, type Session } from "./lifecycle.ts";
import { type SessionDocument, sessionModel, spentTokenModel } from "./model.ts";

function hashOf(token: string): string {
  return createHash("sha256").update(token).digest("base64url");
}

function newToken(): string {
  return randomBytes(32).toString("base64url");
}

export interface FoundSession {
  readonly session: Session;
  readonly token: "current" | "spent";
}

/** Sessions with their refresh tokens, which are kept as hashes only. */
export function createSessionStore(database: Database) {
  const sessions = database.model(sessionModel);
  const spentTokens = database.model(spentTokenModel);

  return {
    /** @returns the first refresh token */
    async open(accountId: string, now: Date, expiresAt: Date, session?: ClientSession): Promise<string> {
      const token = newToken();
      await sessions.insertOne(
        {
          _id: randomUUID(),
          accountId,
          state: lifecycle.initial,
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
      if (current) return { session: toSession(current), token: "current" };
      const spent = await spentTokens.findOne({ _id: hash });
      const owner = spent && (await sessions.findOne({ _id: spent.sessionId }));
      return owner && { session: toSession(owner), token: "spent" };
    },

    /** The sessions of an account that are in a state. */
    async inState(accountId: string, state: Session["state"], session?: ClientSession): Promise<Session[]> {
      return (await sessions.find({ accountId, state }, { session })).map(toSession);
    },

    /**
     * Puts a new token in the place of the current one. Of several callers with the same token one gets the new one.
     *
     * @returns the new token, or `null` when another was quicker or the session has ended meanwhile
     */
    async rotate(before: Session, after: Session, token: string): Promise<string | null> {
      const hash = hashOf(token);
      const next = newToken();
      const { id: sessionId, state, expiresAt } = after;
      // First: a crash between the two writes leaves a token that is spent and still current, and current counts.
      await spentTokens.updateOne({ _id: hash }, { $set: { sessionId, expiresAt } }, { upsert: true });
      const { matchedCount } = await sessions.updateOne(
        { _id: sessionId, state: before.state, currentHash: hash },
        { $set: { state, currentHash: hashOf(next), expiresAt } },
      );
      return matchedCount === 1 ? next : null;
    },

    /** Writes that a session ended. One that another call ended meanwhile keeps its first reason. */
    async end(before: Session, after: Session, session?: ClientSession): Promise<void> {
      const { state, endedBy, endedAt } = after;
      await sessions.updateOne(
        { _id: before.id, state: before.state },
        { $set: { state, endedBy, endedAt } },
        { session },
      );
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
  };
}
export type SessionStore = ReturnType<typeof createSessionStore>;

function toSession({ _id, currentHash: _hash, ...session }: SessionDocument): Session {
  return { id: _id, ...session };
}
