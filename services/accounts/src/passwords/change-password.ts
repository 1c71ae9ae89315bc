import { randomUUID } from "node:crypto";
import type { Bus } from "@vc/bus";
import type { Clock } from "@vc/http";
import { type Database, deleteBatch, type Erased, type ErasureBatch } from "@vc/service";
import type { ClientSession } from "mongodb";
import { type AccountDecision, type AccountState, moved, setPassword } from "../accounts/account.ts";
import type { AccountChanger } from "../accounts/change-account.ts";
import type { AccountStore } from "../accounts/store.ts";
import type { EmailedTokens } from "../emailed-tokens/emailed-tokens.ts";
import { refusal } from "../refusals.ts";
import { resetRequestModel } from "./model.ts";
import type { Passwords } from "./passwords.ts";

const RESET_TIMER = "password_reset";

/** New passwords: known the old one, or by a link in the mail. Either ends every session of the account (R40). */
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
    because: "change_password" | "reset_password",
    now: Date,
    session: ClientSession,
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

  /** @throws HttpProblem 400 at `path` when it is not the account's password */
  async function prove(accountId: string, password: string, path: string): Promise<void> {
    const account = await accounts.findById(accountId);
    if (account === null) throw refusal("account_gone");
    if (!(await passwords.matches(account.passwordHash, password))) throw refusal("wrong_password", path);
  }

  return {
    prove,

    /** R42: requests for a new password, which hold nothing but the address. */
    eraseRequests: (email: string, batch: ErasureBatch): Promise<Erased> =>
      deleteBatch(resetRequests, { email }, batch),

    async change(accountId: string, currentPassword: string, newPassword: string): Promise<void> {
      await prove(accountId, currentPassword, "currentPassword");
      const passwordHash = await passwords.hash(newPassword);
      await bus.transaction(async (tx) => {
        await changer.change(tx, accountId, (account) => setPassword(account, passwordHash));
        await endSessions(accountId, "change_password", clock.now(), tx.session);
      });
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
    async reset(token: string, password: string): Promise<void> {
      // Before the costly hash, so that nonsense is refused cheaply; the redeeming below is what counts.
      if (!(await tokens.isGood("password_reset", token, clock.now()))) throw refusal("token_invalid");
      const passwordHash = await passwords.hash(password);
      await bus.transaction(async (tx) => {
        const now = clock.now();
        const redeemed = await tokens.redeem("password_reset", token, now, tx.session);
        if (redeemed === null) throw refusal("token_invalid");
        const decide = (account: AccountState): AccountDecision =>
          // A link that went to an address given up since opens nothing.
          account.email === redeemed.email
            ? setPassword(account, passwordHash)
            : { kind: "refused", reason: "token_invalid" };
        await changer.change(tx, redeemed.accountId, decide, "token_invalid");
        await endSessions(redeemed.accountId, "reset_password", now, tx.session);
      });
    },
  };
}
export type PasswordChange = ReturnType<typeof createPasswordChange>;
