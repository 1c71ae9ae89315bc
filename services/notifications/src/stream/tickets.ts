import { createHash, randomBytes } from "node:crypto";
import type { Caller, Clock } from "@vc/http";
import { type Database, deleteBatch, type ErasureStep, trusted } from "@vc/service";
import { streamTicketModel } from "./model.ts";

/** Long enough to open a stream with it, and too short for a log that caught the address to be of use. */
const TICKET_LIFE_SECONDS = 60;

/** Whose stream a ticket opens, and the session that it was issued in. */
export type TicketHolder = Pick<Caller, "accountId" | "sessionId">;

/** How long after it opened a stream, or resumed it, a ticket resumes it again: a stream's longest life, and a restart. */
const RESUMED_FOR_MS = 15 * 60_000;

/** A day after it was issued a ticket resumes nothing any more. */
const LONGEST_MS = 24 * 60 * 60_000;

/**
 * Keys to an account's stream, for browsers' EventSource, which cannot send an Authorization header. A ticket opens one
 * stream; after that it only resumes what it opened, since EventSource reconnects to the address that it was given.
 */
export interface StreamTickets {
  issue(holder: TicketHolder): Promise<{ ticket: string; expiresIn: number }>;
  readonly erase: ErasureStep;
  /** Whose stream it opens; null when it was used before, is too old, or never was one. */
  redeem(ticket: string): Promise<TicketHolder | null>;
  /** Whose stream it resumes; null when it opened none, or the stream is too long gone. */
  resume(ticket: string): Promise<TicketHolder | null>;
}

export function createStreamTickets(database: Database, clock: Clock): StreamTickets {
  const tickets = database.model(streamTicketModel);
  // Only the hash is stored: a copy of the database opens no stream.
  const hashOf = (ticket: string) => createHash("sha256").update(ticket).digest("base64url");

  async function take(which: { _id: string; isUsed: boolean }): Promise<TicketHolder | null> {
    const now = clock.now();
    const expiresAt = new Date(now.getTime() + RESUMED_FOR_MS);
    const current = { expiresAt: trusted({ $gt: now }), endsAt: trusted({ $gt: now }) };
    const found = await tickets.findOneAndUpdate(
      { ...which, ...current },
      { $set: { isUsed: true, expiresAt } },
      { returnDocument: "after" },
    );
    if (found === null) return null;
    const { accountId, sessionId } = found;
    return { accountId, ...(sessionId !== undefined && { sessionId }) };
  }

  return {
    async issue({ accountId, sessionId }) {
      const ticket = randomBytes(32).toString("base64url");
      const expiresAt = new Date(clock.now().getTime() + TICKET_LIFE_SECONDS * 1_000);
      await tickets.insertOne({
        _id: hashOf(ticket),
        accountId,
        ...(sessionId !== undefined && { sessionId }),
        expiresAt,
        isUsed: false,
        endsAt: new Date(clock.now().getTime() + LONGEST_MS),
      });
      return { ticket, expiresIn: TICKET_LIFE_SECONDS };
    },

    erase: (batch) => deleteBatch(tickets, { accountId: batch.accountId }, batch),

    async redeem(ticket) {
      // Found and marked in one step, so that two requests cannot both use it.
      return take({ _id: hashOf(ticket), isUsed: false });
    },

    resume: (ticket) => take({ _id: hashOf(ticket), isUsed: true }),
  };
}
