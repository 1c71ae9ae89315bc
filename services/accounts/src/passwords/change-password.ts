import { randomUUID } from "node:crypto";
import type { Bus, Transaction } from "@vc/bus";
import type { Clock } from "@vc/http";
import { type Database, deleteBatch, type Erased, type ErasureBatch } from "@vc/service";
import {
  type AccountDecision,
  type AccountState,
  moved,
  setPassword,
  undoEmailChange,
  whileProven,
} from "../accounts/account.ts";
import type { AccountChanger } from "../accounts/change-account.ts";
import type { AccountStore } from "../accounts/store.ts";
import type { EmailedToken, EmailedTokens } from "../emailed-tokens/emailed-tokens.ts";
import { type Refusal, refusal } from "../refusals.ts";
import { resetRequestModel } from "./model.ts";
import type { Passwords } from "./passwords.ts";

const RESET_TIMER = "password_reset";

type PasswordChangeReason = "change_password" | "reset_password" | "undo_email_change";

/**
 * New passwords: known the old one, or by a link in the mail. Each ends every session of the account, every log-in and
 * change of the address that is under way, and every other link to a new password (R40).
 */
export function createPasswordChange(deps: {
  database: Database;
  bus: Bus;
  clock: Clock;
  accounts: AccountStore;
  changer: AccountChanger;
  tokens: EmailedTokens;
  passwords: Passwords;
  /** Ends every session of an account. */
  endSessions: (
    accountId: string,
    because: PasswordChangeReason,
    now: Date,
    tx: Transaction,
  ) => Promise<void>;
}) {
  const { bus, clock, accounts, changer, tokens, passwords, endSessions } = deps;
  const resetRequests = deps.database.model(resetRequestModel);

  bus.onTimer(RESET_TIMER, async (timer, tx) => {
    const asked = await resetRequests.findOneAndDelete({ _id: timer.aggregateId }, { session: tx.session });
    const account = asked && (await accounts.findByEmail(asked.email, tx.session));
    if (!account || account.closing !== null) return;
    await changer.change(tx, account.id, (current) => moved(current, "password_reset_requested"));
  });

  /**
   * @returns the hash that the password matched, by which what is then done sees that it is still the account's
   * @throws HttpProblem 400 at `path` when it is not the account's password
   */
  async function prove(accountId: string, password: string, path: string): Promise<string> {
    const account = await accounts.findById(accountId);
    if (account === null) throw refusal("account_gone");
    if (!(await passwords.matches(account.passwordHash, password))) throw refusal("wrong_password", path);
    return account.passwordHash;
  }

  async function setNew(
    tx: Transaction,
    accountId: string,
    because: PasswordChangeReason,
    decide: (account: AccountState) => AccountDecision,
    missing?: Refusal,
  ): Promise<void> {
    const account = await changer.change(tx, accountId, decide, missing);
    await tokens.voidForNewPassword(account, tx.session);
    await endSessions(accountId, because, clock.now(), tx);
  }

  /** Uses a token up for a new password. Nonsense is refused before the costly hash; the redeeming is what counts. */
  async function redeemFor(
    purpose: "password_reset" | "email_change_undo",
    token: string,
    password: string,
    use: (tx: Transaction, redeemed: EmailedToken, passwordHash: string) => Promise<void>,
  ): Promise<void> {
    if (!(await tokens.isGood(purpose, token, clock.now()))) throw refusal("token_invalid");
    const passwordHash = await passwords.hash(password);
    await bus.transaction(async (tx) => {
      const redeemed = await tokens.redeem(purpose, token, clock.now(), tx.session);
      if (redeemed === null) throw refusal("token_invalid");
      await use(tx, redeemed, passwordHash);
    });
  }

  return {
    prove,

    /** R42: requests for a new password, which hold nothing but the address. */
    eraseRequests: (email: string, batch: ErasureBatch): Promise<Erased> =>
      deleteBatch(resetRequests, { email }, batch),

    /**
     * @param provenHash what the present password matched
     * @throws HttpProblem 401 when another password was set meanwhile
     */
    async change(accountId: string, newPassword: string, provenHash: string): Promise<void> {
      const passwordHash = await passwords.hash(newPassword);
      const decide = whileProven(provenHash, (account) => setPassword(account, passwordHash));
      await bus.transaction((tx) => setNew(tx, accountId, "change_password", decide));
    },

    /**
     * Notes the request and does the rest after the answer, by a timer that is due at once: an address with an account
     * costs exactly what one without does, so neither answer nor time tells which it is.
     */
    async requestReset(email: string): Promise<void> {
      await bus.transaction(async (tx) => {
        const id = `reset_${randomUUID()}`;
        await resetRequests.insertOne({ _id: id, email }, { session: tx.session });
        tx.armTimer({ aggregateId: id, kind: RESET_TIMER, dueAt: clock.now() });
      });
    },

    /** @throws HttpProblem 400 when the token is unknown, used or expired */
    reset: (token: string, password: string): Promise<void> =>
      redeemFor("password_reset", token, password, async (tx, { accountId, email }, passwordHash) => {
        const decide = (account: AccountState): AccountDecision =>
          // A link that went to an address given up since opens nothing.
          account.email === email
            ? setPassword(account, passwordHash)
            : { kind: "refused", reason: "token_invalid" };
        await setNew(tx, accountId, "reset_password", decide, "token_invalid");
      }),

    /**
     * Gives the account back to the holder of the address that it had before a change, with a new password: who made
     * the change knew the present one.
     *
     * @throws HttpProblem 400 when the token is unknown, used or expired
     */
    undoEmailChange: (token: string, password: string): Promise<void> =>
      redeemFor("email_change_undo", token, password, async (tx, redeemed, passwordHash) => {
        const { accountId, email } = redeemed;
        await tokens.voidLaterUndos(redeemed, tx.session);
        const decide = (account: AccountState) => undoEmailChange(account, email, passwordHash);
        await setNew(tx, accountId, "undo_email_change", decide, "token_invalid");
      }),
  };
}
export type PasswordChange = ReturnType<typeof createPasswordChange>;
