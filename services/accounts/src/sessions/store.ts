import { createHash, createHmac, randomBytes, randomUUID } from "node:crypto";
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
  /** When the token was spent; null for the current one. */
  readonly spentAt: Date | null;
}

/** As many refreshes as a device can be ahead of one of its tabs, or of an answer that was lost. */
const MOST_STEPS = 5;

/**
 * Sessions with their refresh tokens, which are kept as hashes only. The first token of a session is random; each
 * following one is made from the one before with the secret, so that a repeated refresh gets the same token again.
 *
 * @param secret the same for all instances
 */
export function createSessionStore(database: Database, secret: Uint8Array) {
  const sessions = database.model(sessionModel);
  const spentTokens = database.model(spentTokenModel);

  const successorOf = (token: string): string =>
    createHmac("sha256", secret).update(token).digest("base64url");

  return {
    /** @returns the session's id, and its first refresh token */
    async open(
      { accountId, deviceId }: Pick<Session, "accountId" | "deviceId">,
      now: Date,
      expiresAt: Date,
      session?: ClientSession,
    ): Promise<{ readonly sessionId: string; readonly refreshToken: string }> {
      const refreshToken = newToken();
      const sessionId = randomUUID();
      await sessions.insertOne(
        {
          _id: sessionId,
          accountId,
          state: lifecycle.initial,
          currentHash: hashOf(refreshToken),
          createdAt: now,
          expiresAt,
          endedBy: null,
          endedAt: null,
          deviceId,
        },
        { session },
      );
      return { sessionId, refreshToken };
    },

    /** Whether a session is over, by its end or its age. One that is not known is. */
    async isOver(id: string, now: Date): Promise<boolean> {
      const found = await sessions.findOne({ _id: id });
      return found === null || found.state !== lifecycle.initial || found.expiresAt <= now;
    },

    async findByToken(token: string): Promise<FoundSession | null> {
      const hash = hashOf(token);
      const current = await sessions.findOne({ currentHash: hash });
      if (current) return { session: toSession(current), spentAt: null };
      const spent = await spentTokens.findOne({ _id: hash });
      const owner = spent && (await sessions.findOne({ _id: spent.sessionId }));
      // One of before the time was kept was spent long ago.
      return owner && { session: toSession(owner), spentAt: spent.spentAt ?? new Date(0) };
    },

    /** The sessions of an account that are in a state. */
    async inState(accountId: string, state: Session["state"], session?: ClientSession): Promise<Session[]> {
      return (await sessions.find({ accountId, state }, { session })).map(toSession);
    },

    /**
     * Puts a new token in the place of the current one. Of several callers with the same token one gets the new one.
     *
     * @param rotation when, and until when the session can live at most: as long as its spent tokens are recognised
     * @returns the new token, or `null` when another was quicker or the session has ended meanwhile
     */
    async rotate(
      before: Session,
      after: Session,
      token: string,
      { now, latestEnd }: { readonly now: Date; readonly latestEnd: Date },
    ): Promise<string | null> {
      const hash = hashOf(token);
      const next = successorOf(token);
      const { id: sessionId, state, expiresAt } = after;
      // First: a crash between the two writes leaves a token that is spent and still current, and current counts.
      const spent = { sessionId, spentAt: now, expiresAt: latestEnd };
      await spentTokens.updateOne({ _id: hash }, { $setOnInsert: spent }, { upsert: true });
      const { matchedCount } = await sessions.updateOne(
        { _id: sessionId, state: before.state, currentHash: hash },
        { $set: { state, currentHash: hashOf(next), expiresAt } },
      );
      return matchedCount === 1 ? next : null;
    },

    /** The current token that came after a spent one; `null` when the session has ended, or is far ahead. */
    async currentAfter(sessionId: string, token: string): Promise<string | null> {
      const found = await sessions.findOne({ _id: sessionId, state: lifecycle.initial });
      let next = token;
      for (let step = 0; found !== null && step < MOST_STEPS; step++) {
        next = successorOf(next);
        if (hashOf(next) === found.currentHash) return next;
      }
      return null;
    },

    /**
     * Writes that a session ended. One that another call ended meanwhile keeps its first reason.
     *
     * @returns whether this call ended it
     */
    async end(before: Session, after: Session, session?: ClientSession): Promise<boolean> {
      const { state, endedBy, endedAt } = after;
      const { matchedCount } = await sessions.updateOne(
        { _id: before.id, state: before.state },
        { $set: { state, endedBy, endedAt } },
        { session },
      );
      return matchedCount === 1;
    },

    /** Every active session, of all accounts. */
    async *everyActive(): AsyncIterable<Session> {
      for await (const document of sessions.stream({ state: lifecycle.initial })) yield toSession(document);
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
