import type { App, CallerCheck } from "@vc/http";
import { buildServiceApp, type Platform } from "@vc/service";
import { createAccessTokens } from "./access-tokens/access-tokens.ts";
import type { KeyRing } from "./access-tokens/key-ring.ts";
import { addKeyRoutes } from "./access-tokens/routes.ts";
import { type AccountClosingRoutesDeps, addAccountClosingRoutes } from "./account-closing/routes.ts";
import { type AccountRoutesDeps, addAccountRoutes } from "./accounts/routes.ts";
import { type AccountsConfig, lifetimesOf } from "./config.ts";
import { addPasswordRoutes, type PasswordRoutesDeps } from "./passwords/routes.ts";
import { useLimits } from "./rate-limits/limits.ts";
import type { LimitCounter } from "./rate-limits/mongo-store.ts";
import { addSessionRoutes, type SessionRoutesDeps } from "./sessions/routes.ts";

type RoutesDeps = AccountClosingRoutesDeps & AccountRoutesDeps & PasswordRoutesDeps & SessionRoutesDeps;

/** What the app makes itself, since it needs the server for it. */
type Made = "limits" | "accessTokens";

export type AccountsDeps = Omit<RoutesDeps, Made> & {
  readonly config: AccountsConfig;
  readonly limitCounter: LimitCounter;
  readonly keyRing: KeyRing;
  readonly checkCaller: CallerCheck;
};

/** The HTTP side of accounts. It connects to nothing and listens to nothing. */
export async function buildApp(
  deps: Pick<Platform, "clock" | "log" | "registry" | "readiness"> & AccountsDeps,
): Promise<App> {
  const { keyRing, clock, config, limitCounter } = deps;
  // Its own keys are at hand; asking itself over HTTP for them would make it depend on its own port.
  const app = await buildServiceApp({ ...deps, tokenKeys: keyRing.publicKey }, "accounts", deps.checkCaller);
  const { accessTokenSeconds: lifeSeconds } = lifetimesOf(config);
  const accessTokens = createAccessTokens({ jwt: app.jwt, keyRing, lifeSeconds, clock });
  const limits = await useLimits(app, config, limitCounter);
  addSessionRoutes(app, { ...deps, accessTokens, limits });
  addPasswordRoutes(app, { ...deps, limits });
  addAccountRoutes(app, { ...deps, limits });
  addAccountClosingRoutes(app, { ...deps, limits });
  addKeyRoutes(app, deps);
  return app;
}
