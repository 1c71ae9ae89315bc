import { LoginRequest, Problem, RefreshRequest, RegisterRequest, SignedIn, TokenPair } from "@vc/contracts";
import { type App, callerOf } from "@vc/http";
import { z } from "zod";
import type { AccessTokens } from "../access-tokens/access-tokens.ts";
import { showAccount } from "../accounts/view.ts";
import type { Limits } from "../rate-limits/limits.ts";
import type { OpenSession, SignIn } from "./sign-in.ts";

const tags = ["auth"];

/** Registration, log-in, refresh and log-out. */
export function addSessionRoutes(
  app: App,
  { signIn, accessTokens, limits }: { signIn: SignIn; accessTokens: AccessTokens; limits: Limits },
): void {
  async function tokenPair({ account, refreshToken }: OpenSession): Promise<TokenPair> {
    const accessToken = await accessTokens.issue(account);
    return { accessToken, expiresIn: accessTokens.lifeSeconds, refreshToken };
  }

  async function signedIn(session: OpenSession): Promise<SignedIn> {
    return { account: showAccount(session.account), ...(await tokenPair(session)) };
  }

  app.post(
    "/v1/auth/register",
    {
      config: { access: "public" },
      schema: { tags, summary: "Open an account", body: RegisterRequest, response: { 201: SignedIn } },
      preHandler: [limits.registrations],
    },
    async (request, reply) => reply.code(201).send(await signedIn(await signIn.register(request.body))),
  );

  app.post(
    "/v1/auth/login",
    {
      config: { access: "public" },
      schema: { tags, summary: "Log in", body: LoginRequest, response: { 200: SignedIn, 401: Problem } },
      preHandler: [limits.requests, limits.passwords],
    },
    async (request) => signedIn(await signIn.logIn(request.body)),
  );

  app.post(
    "/v1/auth/refresh",
    {
      config: { access: "public" },
      schema: {
        tags,
        summary: "Exchange a refresh token for new tokens",
        description: "Each refresh token is good once. A second use ends the session that it belongs to.",
        body: RefreshRequest,
        response: { 200: TokenPair, 401: Problem },
      },
      preHandler: [limits.requests],
    },
    async (request) => tokenPair(await signIn.refresh(request.body.refreshToken)),
  );

  app.post(
    "/v1/auth/logout",
    {
      config: { access: "public" },
      schema: { tags, summary: "End a session", body: RefreshRequest, response: { 204: z.null() } },
      preHandler: [limits.requests],
    },
    async (request, reply) => {
      await signIn.logOut(request.body.refreshToken);
      return reply.code(204).send(null);
    },
  );

  app.post(
    "/v1/auth/logout-all",
    {
      config: { access: "signed_in" },
      schema: { tags, summary: "End all sessions of the account", response: { 204: z.null() } },
    },
    async (request, reply) => {
      await signIn.logOutEverywhere(callerOf(request).accountId);
      return reply.code(204).send(null);
    },
  );
}
