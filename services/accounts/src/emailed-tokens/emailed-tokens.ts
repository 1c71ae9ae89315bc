import { createHash, randomBytes } from "node:crypto";
import { type Database, deleteBatch, type Erased, type ErasureBatch } from "@vc/service";
import type { ClientSession } from "mongodb";
import { emailedTokenModel, type TokenPurpose } from "./model.ts";

function hashOf(token: string): string {
  return createHash("sha256").update(token).digest("base64url");
}

/** Tokens that travel in e-mails: random, kept hashed, usable once and until they expire. */
export function createEmailedTokens(database: Database, lifetimesMs: Record<TokenPurpose, number>) {
  const tokens = database.model(emailedTokenModel);

  return {
    /** Makes a token for the account's present address; an earlier one for the same purpose is void from now on. */
    async issue(
      purpose: TokenPurpose,
      { id, email }: { readonly id: string; readonly email: string },
      now: Date,
      session: ClientSession,
    ): Promise<{ token: string; expiresAt: Date }> {
      const token = randomBytes(32).toString("base64url");
      const expiresAt = new Date(now.getTime() + lifetimesMs[purpose]);
      await tokens.deleteMany({ accountId: id, purpose }, { session });
      await tokens.insertOne({ _id: hashOf(token), purpose, accountId: id, email, expiresAt }, { session });
      return { token, expiresAt };
    },

    erase: (batch: ErasureBatch): Promise<Erased> =>
      deleteBatch(tokens, { accountId: batch.accountId }, batch),

    async isGood(purpose: TokenPurpose, token: string, now: Date): Promise<boolean> {
      const found = await tokens.findOne({ _id: hashOf(token), purpose });
      return found !== null && found.expiresAt > now;
    },

    /** Uses the token up. `null` for one that is unknown, used or expired. */
    async redeem(
      purpose: TokenPurpose,
      token: string,
      now: Date,
      session: ClientSession,
    ): Promise<{ accountId: string; email: string } | null> {
      const found = await tokens.findOneAndDelete({ _id: hashOf(token), purpose }, { session });
      return found !== null && found.expiresAt > now ? found : null;
    },
  };
}
export type EmailedTokens = ReturnType<typeof createEmailedTokens>;
