import { accountsEndpoints as endpoints, type SignedIn, type TokenPair } from "@vc/contracts";
import { type App, addEndpoint } from "@vc/http";
import type { AccessTokens } from "../access-tokens/access-tokens.ts";
import { showAccount } from "../accounts/view.ts";
import type { Limits } from "../rate-limits/limits.ts";
import type { NewSession, OpenSession, SignIn } from "./sign-in.ts";

export interface SessionRoutesDeps {
  readonly signIn: SignIn;
  readonly accessTokens: AccessTokens;
  readonly limits: Limits;
}

/** Registration, log-in, refresh and log-out. */
export function addSessionRoutes(app: App, { signIn, accessTokens, limits }: SessionRoutesDeps): void {
  async function tokenPair({ account, sessionId, refreshToken }: OpenSession): Promise<TokenPair> {
    const accessToken = await accessTokens.issue(account, sessionId);
    return { accessToken, expiresIn: accessTokens.lifeSeconds, refreshToken };
  }

  async function signedIn(session: NewSession): Promise<SignedIn> {
    const { account, deviceToken } = session;
    return { account: showAccount(account), ...(await tokenPair(session)), deviceToken };
  }

  addEndpoint(app, endpoints.register, async ({ body }) => signedIn(await signIn.register(body)), {
    preHandler: [limits.registrations],
  });
  addEndpoint(
    app,
    endpoints.logIn,
    async (request, reply) => {
      const { body } = request;
      const who = { account: body.email, deviceId: await signIn.deviceOf(body) };
      return signedIn(await limits.tryPassword(request, reply, who, () => signIn.logIn(body)));
    },
    { preHandler: [limits.requests] },
  );
  addEndpoint(app, endpoints.refreshSession, async ({ body }) => tokenPair(await signIn.refresh(body)), {
    preHandler: [limits.requests],
  });
  addEndpoint(app, endpoints.logOut, ({ body }) => signIn.logOut(body.refreshToken), {
    preHandler: [limits.requests],
  });
  addEndpoint(app, endpoints.logOutEverywhere, ({ caller }) => signIn.logOutEverywhere(caller.accountId));
}
