import type { Bus } from "@vc/bus";
import type { RegisterRequest } from "@vc/contracts";
import type { Clock } from "@vc/http";
import { newId } from "@vc/service";
import type { ClientSession } from "mongodb";
import { type AccountState, openAccount } from "../accounts/account.ts";
import type { AccountChanger } from "../accounts/change-account.ts";
import type { AccountStore } from "../accounts/store.ts";
import type { Lifetimes } from "../config.ts";
import type { Passwords } from "../passwords/passwords.ts";
import { refusal } from "../refusals.ts";
import { endSession, endSessions } from "./end-sessions.ts";
import { decideSession, expiryOf } from "./lifecycle.ts";
import type { SessionStore } from "./store.ts";

/** A session that was opened or goes on, with the refresh token that is good now. */
export interface OpenSession {
  readonly account: AccountState;
  readonly refreshToken: string;
}

/** The ways into the platform and out of it (R40). */
export function createSignIn(deps: {
  bus: Bus;
  clock: Clock;
  accounts: AccountStore;
  changer: AccountChanger;
  passwords: Passwords;
  sessions: SessionStore;
  lifetimes: Lifetimes;
}) {
  const { bus, clock, accounts, changer, passwords, sessions, lifetimes } = deps;

  function openSession(accountId: string, session: ClientSession): Promise<string> {
    const now = clock.now();
    return sessions.open(accountId, now, expiryOf(now, now, lifetimes), session);
  }

  return {
    /**
     * Opens an account and its first session. Of several registrations of one address one succeeds.
     *
     * @throws HttpProblem 409 `email_taken`
     */
    async register({ password, ...person }: RegisterRequest): Promise<OpenSession> {
      const passwordHash = await passwords.hash(password);
      const opened = openAccount({ id: newId("account"), ...person, passwordHash }, clock.now());
      return bus.transaction(async (tx) => {
        const account = await changer.register(tx, opened);
        return { account, refreshToken: await openSession(account.id, tx.session) };
      });
    },

    /** @throws HttpProblem 401 `unauthenticated`, the same for an unknown address and a wrong password */
    async logIn({ email, password }: { email: string; password: string }): Promise<OpenSession> {
      const found = await accounts.findByEmail(email);
      const isRight = await passwords.matches(found?.passwordHash ?? null, password);
      if (found === null || !isRight) throw refusal("wrong_credentials");
      return bus.transaction(async (tx) => {
        // A password that was set since the comparison ends every session, so the old one must not open one after that.
        const account = await accounts.countLogIn(found, tx.session);
        if (account === null) throw refusal("wrong_credentials");
        if (account.closing !== null) throw refusal("account_closing");
        return { account, refreshToken: await openSession(account.id, tx.session) };
      });
    },

    /**
     * Exchanges a refresh token for a new pair, with the account's roles and verification as they are now.
     * A spent token ends its session. The loser of a race for one token gets a 401, and the session lives on: both callers held it.
     *
     * @throws HttpProblem 401 `unauthenticated`
     */
    async refresh(refreshToken: string): Promise<OpenSession> {
      const found = await sessions.findByToken(refreshToken);
      if (found === null) throw refusal("session_over");
      const now = clock.now();
      const { session, token } = found;
      const decision = decideSession(session, { kind: "refresh", token, lifetimes }, now);
      if (decision.kind !== "moved") throw refusal("session_over");
      const { after } = decision.change;
      if (after.state === "ended") {
        await sessions.end(session, after);
        throw refusal("session_over");
      }
      const account = await accounts.findById(session.accountId);
      if (account === null || account.closing !== null) throw refusal("session_over");
      const next = await sessions.rotate(session, after, refreshToken);
      if (next === null) throw refusal("session_over");
      return { account, refreshToken: next };
    },

    /** Ends the session of a refresh token. An unknown one is no error: there is nothing left to end. */
    async logOut(refreshToken: string): Promise<void> {
      const found = await sessions.findByToken(refreshToken);
      if (found) await endSession(sessions, found.session, "log_out", clock.now());
    },

    logOutEverywhere: (accountId: string) =>
      endSessions(sessions, accountId, "log_out_everywhere", clock.now()),
  };
}
export type SignIn = ReturnType<typeof createSignIn>;
