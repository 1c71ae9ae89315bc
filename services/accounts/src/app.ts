import type { App } from "@vc/http";
import { buildServiceApp, type Platform } from "@vc/service";
import { createAccessTokens } from "./access-tokens/access-tokens.ts";
import type { KeyRing } from "./access-tokens/key-ring.ts";
import { addKeyRoutes } from "./access-tokens/routes.ts";
import type { AccountClosing } from "./account-closing/close-account.ts";
import type { Profile } from "./accounts/profile.ts";
import { addAccountRoutes } from "./accounts/routes.ts";
import type { AccountStore } from "./accounts/store.ts";
import { type AccountsConfig, lifetimesOf } from "./config.ts";
import type { DataExports } from "./exports/collect-export.ts";
import { addExportRoutes } from "./exports/routes.ts";
import type { PasswordChange } from "./passwords/change-password.ts";
import { addPasswordRoutes } from "./passwords/routes.ts";
import { useLimits } from "./rate-limits/limits.ts";
import type { LimitCounter } from "./rate-limits/mongo-store.ts";
import { addSessionRoutes } from "./sessions/routes.ts";
import type { SignIn } from "./sessions/sign-in.ts";

export interface AccountsDeps {
  readonly config: AccountsConfig;
  readonly platform: Pick<Platform, "clock" | "log" | "registry" | "readiness">;
  readonly limitCounter: LimitCounter;
  readonly accounts: AccountStore;
  readonly profile: Profile;
  readonly signIn: SignIn;
  readonly passwordChange: PasswordChange;
  readonly closing: AccountClosing;
  readonly dataExports: DataExports;
  readonly keyRing: KeyRing;
}

/** The HTTP side of the service. Connects to nothing. */
export async function buildApp(deps: AccountsDeps): Promise<App> {
  const app = await buildServiceApp(
    // Its own keys are at hand; asking itself over HTTP for them would make it depend on its own port.
    { ...deps.platform, tokenKeys: deps.keyRing.publicKey },
    "accounts",
  );
  const accessTokens = createAccessTokens({
    jwt: app.jwt,
    keyRing: deps.keyRing,
    lifeSeconds: lifetimesOf(deps.config).accessTokenSeconds,
    clock: deps.platform.clock,
  });
  const limits = await useLimits(app, deps.config, deps.limitCounter);
  addSessionRoutes(app, { ...deps, accessTokens, limits });
  addPasswordRoutes(app, { ...deps, limits });
  addAccountRoutes(app, { ...deps, limits });
  addExportRoutes(app, { ...deps, limits });
  addKeyRoutes(app, deps);
  return app;
}
