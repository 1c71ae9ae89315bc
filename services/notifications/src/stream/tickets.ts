import { createHash, randomBytes } from "node:crypto";
import type { Clock } from "@vc/http";
import { type Database, deleteBatch, type ErasureStep } from "@vc/service";
import { streamTicketModel } from "./model.ts";

/** Long enough to open a stream with it, and too short for a log that caught the address to be of use. */
const TICKET_LIFE_SECONDS = 60;

/** One-use keys to an account's stream, for browsers' EventSource, which cannot send an Authorization header. */
export interface StreamTickets {
  issue(accountId: string): Promise<{ ticket: string; expiresIn: number }>;
  readonly erase: ErasureStep;
  /** Whose stream it opens; null when it was used before, is too old, or never was one. */
  redeem(ticket: string): Promise<string | null>;
}

export function createStreamTickets(database: Database, clock: Clock): StreamTickets {
  const tickets = database.model(streamTicketModel);
  // Only the hash is stored: a copy of the database opens no stream.
  const hashOf = (ticket: string) => createHash("sha256").update(ticket).digest("base64url");

  return {
    async issue(accountId) {
      const ticket = randomBytes(32).toString("base64url");
      const expiresAt = new Date(clock.now().getTime() + TICKET_LIFE_SECONDS * 1_000);
      await tickets.insertOne({ _id: hashOf(ticket), accountId, expiresAt });
      return { ticket, expiresIn: TICKET_LIFE_SECONDS };
    },

    erase: (batch) => deleteBatch(tickets, { accountId: batch.accountId }, batch),

    async redeem(ticket) {
      // Found and deleted in one step, so that two requests cannot both use it.
      const found = await tickets.findOneAndDelete({ _id: hashOf(ticket) });
      return found !== null && clock.now() < found.expiresAt ? found.accountId : null;
    },
  };
}
