import { type BuiltService, createTokenVerifier, type Platform } from "@vc/chassis";
import { createLocalJWKSet } from "jose";
import { createAccessTokens } from "./access-tokens/access-tokens.ts";
import { createAccountChanger } from "./accounts/change-account.ts";
import { createProfile } from "./accounts/profile.ts";
import { createAccountStore } from "./accounts/store.ts";
import { buildApp } from "./app.ts";
import { type AccountsConfig, lifetimesOf } from "./config.ts";
import { createEmailedTokens } from "./emailed-tokens/emailed-tokens.ts";
import { createPasswordChange } from "./passwords/change-password.ts";
import { createPasswords } from "./passwords/passwords.ts";
import { createLimitCounter } from "./rate-limits/mongo-store.ts";
import { createSignIn } from "./sessions/sign-in.ts";
import { createSessionStore } from "./sessions/store.ts";

/** Puts the service together. */
export async function composeAccounts(platform: Platform, config: AccountsConfig): Promise<BuiltService> {
  const { db, bus, clock } = platform;
  const lifetimes = lifetimesOf(config);
  const accessTokens = await createAccessTokens(
    config.TOKEN_SIGNING_KEY,
    lifetimes.accessTokenSeconds,
    clock,
  );
  const accounts = createAccountStore(db);
  const sessions = createSessionStore(db);
  const limitCounter = createLimitCounter(db, clock);
  const tokens = createEmailedTokens(db, {
    verification: lifetimes.verificationMs,
    password_reset: lifetimes.passwordResetMs,
  });
  const passwords = createPasswords();
  const changer = createAccountChanger({ accounts, tokens, clock });
  const bootstrapAdmins = config.BOOTSTRAP_ADMINS;

  const app = await buildApp({
    config,
    platform,
    limitCounter,
    accounts,
    accessTokens,
    // Its own keys are at hand; asking itself over HTTP for them would make it depend on its own port.
    verifyToken: createTokenVerifier(createLocalJWKSet(accessTokens.keySet), clock),
    profile: createProfile({ bus, clock, changer, tokens, bootstrapAdmins }),
    signIn: createSignIn({ bus, clock, accounts, changer, passwords, sessions, accessTokens, lifetimes }),
    passwordChange: createPasswordChange({ db, bus, clock, accounts, changer, tokens, passwords, sessions }),
  });
  return {
    app,
    prepare: async () => {
      const stores = [accounts, sessions, tokens, limitCounter];
      await Promise.all(stores.map((store) => store.ensureIndexes()));
    },
  };
}
