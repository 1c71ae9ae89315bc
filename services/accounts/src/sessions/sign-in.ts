import type { Bus } from "@vc/bus";
import type { RegisterRequest } from "@vc/contracts";
import type { Clock } from "@vc/http";
import { newId } from "@vc/service";
import type { ClientSession } from "mongodb";
import { type AccountState, openAccount } from "../accounts/account.ts";
import type { AccountChanger } from "../accounts/change-account.ts";
import type { AccountStore } from "../accounts/store.ts";
import type { Lifetimes } from "../config.ts";
import type { DeviceTokens } from "../devices/device-tokens.ts";
import type { Passwords } from "../passwords/passwords.ts";
import { refusal } from "../refusals.ts";
import { commitEnd, endSession, endSessions } from "./end-sessions.ts";
import { decideSession, expiryOf } from "./lifecycle.ts";
import type { FoundSession, SessionStore } from "./store.ts";

/** A session that was opened or goes on, with the refresh token that is good now. */
export interface OpenSession {
  readonly account: AccountState;
  readonly sessionId: string;
  readonly refreshToken: string;
}

/** A session that was opened, with the value by which the device is known from now on. */
export interface NewSession extends OpenSession {
  readonly deviceToken: string;
}

interface Known {
  /** What an earlier log-in on this device gave. */
  readonly deviceToken?: string | undefined;
}

/** The ways into the platform and out of it (R40). */
export function createSignIn(deps: {
  bus: Bus;
  clock: Clock;
  accounts: AccountStore;
  changer: AccountChanger;
  passwords: Passwords;
  sessions: SessionStore;
  devices: DeviceTokens;
  lifetimes: Lifetimes;
}) {
  const { bus, clock, accounts, changer, passwords, sessions, devices, lifetimes } = deps;

  async function openSession(
    account: AccountState,
    known: string | undefined,
    session: ClientSession,
  ): Promise<NewSession> {
    const now = clock.now();
    const { deviceId, token: deviceToken } = devices.issue(account.id, known);
    const opened = { accountId: account.id, deviceId };
    const first = await sessions.open(opened, now, expiryOf(now, now, lifetimes), session);
    return { account, ...first, deviceToken };
  }

  /** How the token of a session counts: whether its own device repeats a refresh is told by the value that it keeps. */
  function kindOf({ session, spentAt }: FoundSession, deviceToken: string | undefined, now: Date) {
    if (spentAt === null) return "current";
    const device = deviceToken === undefined ? null : devices.deviceOf(session.accountId, deviceToken);
    const isSameDevice = device !== null && device === session.deviceId;
    const isRecent = now.getTime() - spentAt.getTime() < lifetimes.refreshGraceMs;
    return isSameDevice && isRecent ? "just_spent" : "spent";
  }

  return {
    /**
     * Opens an account and its first session. Of several registrations of one address one succeeds.
     *
     * @throws HttpProblem 409 `email_taken`
     */
    async register({ password, deviceToken, ...person }: RegisterRequest): Promise<NewSession> {
      const passwordHash = await passwords.hash(password);
      const opened = openAccount({ id: newId("account"), ...person, passwordHash }, clock.now());
      return bus.transaction(async (tx) =>
        openSession(await changer.register(tx, opened), deviceToken, tx.session),
      );
    },

    /** The device of a log-in, if it has signed in to the account of the address before. */
    async deviceOf({ email, deviceToken }: { readonly email: string } & Known): Promise<string | null> {
      if (deviceToken === undefined) return null;
      const account = await accounts.findByEmail(email);
      return devices.deviceOf(account?.id ?? "unknown", deviceToken);
    },

    /** @throws HttpProblem 401 `unauthenticated`, the same for an unknown address and a wrong password */
    async logIn({
      email,
      password,
      deviceToken,
    }: { readonly email: string; readonly password: string } & Known): Promise<NewSession> {
      const found = await accounts.findByEmail(email);
      const isRight = await passwords.matches(found?.passwordHash ?? null, password);
      if (found === null || !isRight) throw refusal("wrong_credentials");
      return bus.transaction(async (tx) => {
        // A password that was set since the comparison ends every session, so the old one must not open one after that.
        const account = await accounts.countLogIn(found, tx.session);
        if (account === null) throw refusal("wrong_credentials");
        if (account.closing !== null) throw refusal("account_closing");
        return openSession(account, deviceToken, tx.session);
      });
    },

    /**
     * Exchanges a refresh token for a new pair, with the account's roles and verification as they are now.
     * A spent token ends its session, unless its own device repeats the refresh within seconds: that gets the token of
     * the first time again. The loser of a race for one token gets the winner's token where it is the same device, else
     * a 401; the session lives on, since both callers held the token.
     *
     * @throws HttpProblem 401 `unauthenticated`
     */
    async refresh({
      refreshToken,
      deviceToken,
    }: { readonly refreshToken: string } & Known): Promise<OpenSession> {
      const found = await sessions.findByToken(refreshToken);
      if (found === null) throw refusal("session_over");
      const now = clock.now();
      const { session } = found;
      const token = kindOf(found, deviceToken, now);
      const decision = decideSession(session, { kind: "refresh", token, lifetimes }, now);
      if (decision.kind !== "moved") throw refusal("session_over");
      const { after } = decision.change;
      if (after.state === "ended") {
        await bus.transaction((tx) => commitEnd(sessions, session, after, now, tx));
        throw refusal("session_over");
      }
      const account = await accounts.findById(session.accountId);
      if (account === null || account.closing !== null) throw refusal("session_over");
      const latestEnd = new Date(session.createdAt.getTime() + lifetimes.sessionMs);
      const rotated =
        token === "current" ? await sessions.rotate(session, after, refreshToken, { now, latestEnd }) : null;
      const isRepeat = kindOf({ session, spentAt: now }, deviceToken, now) === "just_spent";
      const next = rotated ?? (isRepeat ? await sessions.currentAfter(session.id, refreshToken) : null);
      if (next === null) throw refusal("session_over");
      return { account, sessionId: session.id, refreshToken: next };
    },

    /** Ends the session of a refresh token. An unknown one is no error: there is nothing left to end. */
    async logOut(refreshToken: string): Promise<void> {
      const found = await sessions.findByToken(refreshToken);
      if (found === null) return;
      await bus.transaction((tx) => endSession(sessions, found.session, "log_out", clock.now(), tx));
    },

    logOutEverywhere: (accountId: string) =>
      bus.transaction((tx) => endSessions(sessions, accountId, "log_out_everywhere", clock.now(), tx)),
  };
}
export type SignIn = ReturnType<typeof createSignIn>;
