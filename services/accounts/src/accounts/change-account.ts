import type { Transaction } from "@vc/bus";
import { isDuplicateKey } from "@vc/bus";
import {
  AccountChanged,
  AccountRegistered,
  EmailChanged,
  EmailChangeRequested,
  PasswordResetRequested,
  VerificationRequested,
} from "@vc/contracts";
import type { Clock } from "@vc/http";
import type { EmailedTokens } from "../emailed-tokens/emailed-tokens.ts";
import type { TokenPurpose } from "../emailed-tokens/model.ts";
import { type Refusal, refusal } from "../refusals.ts";
import { type AccountDecision, type AccountState, type Announcement, addressToVerify } from "./account.ts";
import type { AccountStore } from "./store.ts";
import { showAccount } from "./view.ts";

/**
 * The one way to write an account: load, decide, commit with its events, each of which takes the next number
 * of the account's sequence. All of it in the transaction that the caller brings.
 */
export function createAccountChanger(deps: { accounts: AccountStore; tokens: EmailedTokens; clock: Clock }) {
  const { accounts, tokens, clock } = deps;

  async function announce(
    tx: Transaction,
    account: AccountState,
    what: Announcement,
    formerEmail: string,
  ): Promise<void> {
    const head = { aggregateId: account.id, sequence: account.sequence };
    const { id, ...shown } = showAccount(account);
    switch (what) {
      case "registered":
        tx.publish(AccountRegistered, { ...head, data: { accountId: id, ...shown } });
        return;
      case "changed":
        tx.publish(AccountChanged, { ...head, data: { accountId: id, ...shown } });
        return;
      case "verification_requested":
        tx.publish(VerificationRequested, {
          ...head,
          data: await linkFor(tx, account, "verification", addressToVerify(account)),
        });
        return;
      case "password_reset_requested":
        tx.publish(PasswordResetRequested, {
          ...head,
          data: await linkFor(tx, account, "password_reset", account.email),
        });
        return;
      case "email_changed":
        tx.publish(EmailChanged, {
          ...head,
          data: {
            ...(await linkFor(tx, account, "email_change_undo", formerEmail)),
            newEmail: account.email,
          },
        });
        return;
      case "email_change_requested": {
        const { email, pendingEmail, displayName, locale } = account;
        const data = { accountId: id, email, newEmail: pendingEmail ?? email, displayName, locale };
        tx.publish(EmailChangeRequested, {
          ...head,
          data: { ...data, requestedAt: clock.now().toISOString() },
        });
        return;
      }
      default:
        what satisfies never;
    }
  }

  async function linkFor(tx: Transaction, account: AccountState, purpose: TokenPurpose, email: string) {
    const { id: accountId, displayName, locale } = account;
    const issued = await tokens.issue(purpose, { id: accountId, email }, clock.now(), tx.session);
    const { token, expiresAt } = issued;
    return { accountId, email, displayName, locale, token, expiresAt: expiresAt.toISOString() };
  }

  /** Publishes in order; the account comes back with the number of its last event. */
  async function announceAll(
    tx: Transaction,
    account: AccountState,
    announces: readonly Announcement[],
    formerEmail: string,
  ): Promise<AccountState> {
    let announced = account;
    for (const what of announces) {
      announced = { ...announced, sequence: announced.sequence + 1 };
      await announce(tx, announced, what, formerEmail);
    }
    return announced;
  }

  /** The unique index keeps two accounts from one address; this keeps one from an address that can be taken back. */
  async function refuseReserved(tx: Transaction, email: string, accountId: string): Promise<void> {
    if (await tokens.isReserved(email, clock.now(), tx.session, accountId)) throw refusal("email_taken");
  }

  return {
    /** @throws HttpProblem 409 `email_taken` */
    async register(tx: Transaction, opened: AccountState): Promise<AccountState> {
      await refuseReserved(tx, opened.email, opened.id);
      const account = await announceAll(tx, opened, ["registered", "verification_requested"], opened.email);
      await accounts.insert(account, tx.session).catch(refuseTakenEmail);
      return account;
    },

    /**
     * @param missing the refusal where there is no such account, or one that is being closed
     * @throws HttpProblem what the decision refuses; 409 `email_taken`
     */
    async change(
      tx: Transaction,
      accountId: string,
      decide: (account: AccountState) => AccountDecision,
      missing: Refusal = "account_gone",
    ): Promise<AccountState> {
      const before = await accounts.findById(accountId, tx.session);
      if (before === null || before.closing !== null) throw refusal(missing);
      const decision = decide(before);
      if (decision.kind === "refused") throw refusal(decision.reason);
      if (decision.kind === "already") return before;
      if (decision.kind !== "moved") throw new Error(decision.reason);
      const { after: decided, announces } = decision.change;
      for (const email of [decided.email, decided.pendingEmail]) {
        if (email !== null && email !== before.email) await refuseReserved(tx, email, accountId);
      }
      const after = await announceAll(tx, decided, announces, before.email);
      await accounts.replace(before, after, tx.session).catch(refuseTakenEmail);
      return after;
    },
  };
}
export type AccountChanger = ReturnType<typeof createAccountChanger>;

function refuseTakenEmail(error: unknown): never {
  // The id is new or kept, so the only unique index that can refuse is that of the e-mail address.
  throw isDuplicateKey(error) ? refusal("email_taken") : error;
}
