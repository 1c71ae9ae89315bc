import { type BuiltService, eraseBatch, type Platform, workOf } from "@vc/service";
import { createKeyRing } from "./access-tokens/key-ring.ts";
import { readSigningKey, secretFor } from "./access-tokens/signing-key.ts";
import type { ClosingDeps } from "./account-closing/close-account.ts";
import { createClosedAccountsWatch } from "./account-closing/close-again.ts";
import { noClosedAccountsLog, openClosedAccountsLog } from "./account-closing/closed-accounts-log.ts";
import { addClosingConsumers } from "./account-closing/consumers.ts";
import { createAccountChanger } from "./accounts/change-account.ts";
import { createCallerCheck } from "./accounts/check-caller.ts";
import { migrations } from "./accounts/migrations.ts";
import { createProfile } from "./accounts/profile.ts";
import { createAccountStore } from "./accounts/store.ts";
import { buildApp } from "./app.ts";
import { type AccountsConfig, lifetimesOf } from "./config.ts";
import { createDeviceTokens } from "./devices/device-tokens.ts";
import { createEmailedTokens } from "./emailed-tokens/emailed-tokens.ts";
import { createExports } from "./exports/collect-export.ts";
import { addExportPartConsumers } from "./exports/consumers.ts";
import { createExportStore } from "./exports/export-store.ts";
import { createPasswordChange } from "./passwords/change-password.ts";
import { createPasswords } from "./passwords/passwords.ts";
import { createLimitCounter } from "./rate-limits/mongo-store.ts";
import { endSessions } from "./sessions/end-sessions.ts";
import { createSignIn } from "./sessions/sign-in.ts";
import { createSessionStore } from "./sessions/store.ts";

/** The whole of accounts: what it stores, hears and answers. */
export async function composeAccounts(platform: Platform, config: AccountsConfig): Promise<BuiltService> {
  const { database, bus, clock, registry } = platform;
  const lifetimes = lifetimesOf(config);
  const root = readSigningKey(config.TOKEN_SIGNING_KEY);
  const keyRing = createKeyRing({
    database,
    root,
    clock,
    tokenLifeMs: lifetimes.accessTokenSeconds * 1_000,
  });
  const accounts = createAccountStore(database);
  const sessions = createSessionStore(database, secretFor("refresh tokens", root));
  const tokens = createEmailedTokens(database, {
    verification: lifetimes.verificationMs,
    password_reset: lifetimes.passwordResetMs,
    email_change_undo: lifetimes.emailUndoMs,
  });
  const passwords = createPasswords();
  const exportStore = createExportStore(database);
  const changer = createAccountChanger({ accounts, tokens, clock });
  const bootstrapAdmins = config.BOOTSTRAP_ADMINS;
  const passwordChange = createPasswordChange({
    database,
    bus,
    clock,
    accounts,
    changer,
    tokens,
    passwords,
    endSessions: (...given) => endSessions(sessions, ...given),
  });
  const closing: ClosingDeps = {
    bus,
    clock,
    accounts,
    sessions,
    graceMs: lifetimes.closingGraceMs,
    closedAccounts:
      config.CLOSED_ACCOUNTS_LOG === ""
        ? noClosedAccountsLog
        : await openClosedAccountsLog(config.CLOSED_ACCOUNTS_LOG),
    eraseParts: ({ email }, batch) =>
      eraseBatch(
        [
          sessions.erase,
          tokens.erase,
          exportStore.erase,
          (each) => passwordChange.eraseRequests(email, each),
        ],
        batch,
      ),
  };
  const dataExports = createExports({
    bus,
    clock,
    registry,
    accounts,
    store: exportStore,
    lifeMs: lifetimes.exportMs,
  });
  if (closing.graceMs <= lifetimes.accessTokenSeconds * 1_000) {
    const settings = { graceMs: closing.graceMs, accessTokenSeconds: lifetimes.accessTokenSeconds };
    platform.log.warn(
      settings,
      "CLOSING_GRACE_SECONDS is not longer than access tokens live: erased data can come back",
    );
  }
  addClosingConsumers(bus, closing);
  const closedAccountsWatch = createClosedAccountsWatch({ ...closing, log: platform.log });
  addExportPartConsumers(bus, dataExports);

  return {
    app: await buildApp({
      ...platform,
      config,
      limitCounter: createLimitCounter(database, clock),
      accounts,
      keyRing,
      checkCaller: createCallerCheck({ accounts, isSessionOver: sessions.isOver, clock }),
      profile: createProfile({ bus, clock, accounts, changer, tokens, bootstrapAdmins }),
      signIn: createSignIn({
        bus,
        clock,
        accounts,
        changer,
        passwords,
        sessions,
        devices: createDeviceTokens(secretFor("known devices", root)),
        lifetimes,
      }),
      passwordChange,
      provePassword: passwordChange.prove,
      closing,
      dataExports,
    }),
    migrations,
    work: workOf([closedAccountsWatch]),
  };
}
