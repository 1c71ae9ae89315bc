import { accountsEndpoints as endpoints, type SignedIn, type TokenPair } from "@vc/contracts";
import { type App, addEndpoint } from "@vc/http";
import type { AccessTokens } from "../access-tokens/access-tokens.ts";
import { showAccount } from "../accounts/view.ts";
import type { Limits } from "../rate-limits/limits.ts";
import type { OpenSession, SignIn } from "./sign-in.ts";

export interface SessionRoutesDeps {
  readonly signIn: SignIn;
  readonly accessTokens: AccessTokens;
  readonly limits: Limits;
}

/** Registration, log-in, refresh and log-out. */
export function addSessionRoutes(app: App, { signIn, accessTokens, limits }: SessionRoutesDeps): void {
  async function tokenPair({ account, refreshToken }: OpenSession): Promise<TokenPair> {
    const accessToken = await accessTokens.issue(account);
    return { accessToken, expiresIn: accessTokens.lifeSeconds, refreshToken };
  }

  async function signedIn(session: OpenSession): Promise<SignedIn> {
    return { account: showAccount(session.account), ...(await tokenPair(session)) };
  }

  addEndpoint(app, endpoints.register, async ({ body }) => signedIn(await signIn.register(body)), {
    preHandler: [limits.registrations],
  });
  addEndpoint(app, endpoints.logIn, async ({ body }) => signedIn(await signIn.logIn(body)), {
    preHandler: [limits.requests, limits.passwords],
  });
  addEndpoint(
    app,
    endpoints.refreshSession,
    async ({ body }) => tokenPair(await signIn.refresh(body.refreshToken)),
    { preHandler: [limits.requests] },
  );
  addEndpoint(app, endpoints.logOut, ({ body }) => signIn.logOut(body.refreshToken), {
    preHandler: [limits.requests],
  });
  addEndpoint(app, endpoints.logOutEverywhere, ({ caller }) => signIn.logOutEverywhere(caller.accountId));
}
