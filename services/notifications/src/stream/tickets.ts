import { createHash, randomBytes } from "node:crypto";
import type { Caller, Clock } from "@vc/http";
import { type Database, deleteBatch, type ErasureStep } from "@vc/service";
import { streamTicketModel } from "./model.ts";

/** Long enough to open a stream with it, and too short for a log that caught the address to be of use. */
const TICKET_LIFE_SECONDS = 60;

/** Whose stream a ticket opens, and the session that it was issued in. */
export type TicketHolder = Pick<Caller, "accountId" | "sessionId">;

/** One-use keys to an account's stream, for browsers' EventSource, which cannot send an Authorization header. */
export interface StreamTickets {
  issue(holder: TicketHolder): Promise<{ ticket: string; expiresIn: number }>;
  readonly erase: ErasureStep;
  /** Whose stream it opens; null when it was used before, is too old, or never was one. */
  redeem(ticket: string): Promise<TicketHolder | null>;
}

export function createStreamTickets(database: Database, clock: Clock): StreamTickets {
  const tickets = database.model(streamTicketModel);
  // Only the hash is stored: a copy of the database opens no stream.
  const hashOf = (ticket: string) => createHash("sha256").update(ticket).digest("base64url");

  return {
    async issue({ accountId, sessionId }) {
      const ticket = randomBytes(32).toString("base64url");
      const expiresAt = new Date(clock.now().getTime() + TICKET_LIFE_SECONDS * 1_000);
      await tickets.insertOne({
        _id: hashOf(ticket),
        accountId,
        ...(sessionId !== undefined && { sessionId }),
        expiresAt,
      });
      return { ticket, expiresIn: TICKET_LIFE_SECONDS };
    },

    erase: (batch) => deleteBatch(tickets, { accountId: batch.accountId }, batch),

    async redeem(ticket) {
      // Found and deleted in one step, so that two requests cannot both use it.
      const found = await tickets.findOneAndDelete({ _id: hashOf(ticket) });
      if (found === null || found.expiresAt <= clock.now()) return null;
      const { accountId, sessionId } = found;
      return { accountId, ...(sessionId !== undefined && { sessionId }) };
    },
  };
}
