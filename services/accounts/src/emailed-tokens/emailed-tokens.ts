import { createHash, randomBytes } from "node:crypto";
import { type Database, deleteBatch, type Erased, type ErasureBatch, trusted } from "@vc/service";
import type { ClientSession } from "mongodb";
import { emailedTokenModel, type TokenPurpose } from "./model.ts";

function hashOf(token: string): string {
  return createHash("sha256").update(token).digest("base64url");
}

export interface EmailedToken {
  readonly accountId: string;
  readonly email: string;
  readonly expiresAt: Date;
}

/** Tokens that travel in e-mails: random, kept hashed, and good until they expire, are used up or voided. */
export function createEmailedTokens(database: Database, lifetimesMs: Record<TokenPurpose, number>) {
  const tokens = database.model(emailedTokenModel);

  async function find(purpose: TokenPurpose, token: string, now: Date, session?: ClientSession) {
    const found = await tokens.findOne({ _id: hashOf(token), purpose }, { session });
    return found !== null && found.expiresAt > now ? found : null;
  }

  return {
    /**
     * Makes a token for an address of the account. Earlier ones stay good: a mailbox shows them in no particular order,
     * and a stranger who asks for another mail must not void the one that the owner is about to open.
     */
    async issue(
      purpose: TokenPurpose,
      { id, email }: { readonly id: string; readonly email: string },
      now: Date,
      session: ClientSession,
    ): Promise<{ token: string; expiresAt: Date }> {
      const token = randomBytes(32).toString("base64url");
      const expiresAt = new Date(now.getTime() + lifetimesMs[purpose]);
      await tokens.insertOne({ _id: hashOf(token), purpose, accountId: id, email, expiresAt }, { session });
      return { token, expiresAt };
    },

    erase: (batch: ErasureBatch): Promise<Erased> =>
      deleteBatch(tokens, { accountId: batch.accountId }, batch),

    async isGood(purpose: TokenPurpose, token: string, now: Date): Promise<boolean> {
      return (await find(purpose, token, now)) !== null;
    },

    /** What a token stands for, without using it up. `null` for one that is unknown, voided or expired. */
    read: (
      purpose: TokenPurpose,
      token: string,
      now: Date,
      session: ClientSession,
    ): Promise<EmailedToken | null> => find(purpose, token, now, session),

    /** Uses the token up. `null` for one that is unknown, used, voided or expired. */
    async redeem(
      purpose: TokenPurpose,
      token: string,
      now: Date,
      session: ClientSession,
    ): Promise<EmailedToken | null> {
      const found = await tokens.findOneAndDelete({ _id: hashOf(token), purpose }, { session });
      return found !== null && found.expiresAt > now ? found : null;
    },

    /**
     * R40: what a new password ends: every other way to set one, and every link to an address that the account was to
     * have. A link to its present address only proves that, and one that undoes a change is its former owner's defence.
     */
    async voidForNewPassword(
      { id, email }: { readonly id: string; readonly email: string },
      session: ClientSession,
    ): Promise<void> {
      await tokens.deleteMany({ accountId: id, purpose: "password_reset" }, { session });
      const foreign = { accountId: id, purpose: "verification", email: trusted({ $ne: email }) } as const;
      await tokens.deleteMany(foreign, { session });
    },

    /** Voids the links that undo changes made after the one that is undone: they lead to addresses it did away with. */
    async voidLaterUndos({ accountId, expiresAt }: EmailedToken, session: ClientSession): Promise<void> {
      const later = {
        accountId,
        purpose: "email_change_undo",
        expiresAt: trusted({ $gte: expiresAt }),
      } as const;
      await tokens.deleteMany(later, { session });
    },

    /** Whether an account that gave the address up can still have it back: no other account may take it until then. */
    async isReserved(
      email: string,
      now: Date,
      session: ClientSession,
      forOtherThan?: string,
    ): Promise<boolean> {
      const reservations = await tokens.find({ email, purpose: "email_change_undo" }, { session });
      return reservations.some(({ accountId, expiresAt }) => accountId !== forOtherThan && expiresAt > now);
    },
  };
}
export type EmailedTokens = ReturnType<typeof createEmailedTokens>;
