import { ROLES, type Role } from "@vc/contracts";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { createRemoteJWKSet, errors, type JWTVerifyGetKey, jwtVerify } from "jose";
import { z } from "zod";
import type { Clock } from "./clock.ts";
import { HttpProblem } from "./problem.ts";

/** `iss` and `aud` of every access token. */
export const TOKEN_ISSUER = "vendor-consolidation";
export const TOKEN_AUDIENCE = "vendor-consolidation";

/** Who calls, as their access token says. */
export interface Caller {
  readonly accountId: string;
  readonly roles: readonly Role[];
  readonly emailVerified: boolean;
}

/**
 * Who may call a route. Every route states it, and one that does not fails when it is added.
 * `public` never looks at a token; `optional` knows the caller where there is one;
 * `signed_webhook` is open to the network and checked by its signature.
 */
export type Access =
  | "public"
  | "optional"
  | "signed_in"
  | "signed_webhook"
  | { readonly roles: readonly Role[] };

declare module "fastify" {
  interface FastifyContextConfig {
    access?: Access;
  }
  interface FastifyRequest {
    caller: Caller | null;
  }
}

const claims = z.object({
  sub: z.string(),
  roles: z.array(z.enum(ROLES)),
  email_verified: z.boolean(),
});

/** Verifies an access token; `null` for any token that is not valid now. Rejects when the keys cannot be had. */
export type TokenVerifier = (token: string) => Promise<Caller | null>;

/** How long fetched keys are kept; accounts announces a new one for longer than that before it signs. */
const KEYS_KEPT_MS = 5 * 60_000;

/** Keys from accounts, kept in memory and fetched again when they are old or a token names one that is not known. */
export function remoteKeys(jwksUrl: string, keptMs = KEYS_KEPT_MS): JWTVerifyGetKey {
  return createRemoteJWKSet(new URL(jwksUrl), { cacheMaxAge: keptMs });
}

/** Every service verifies access tokens by itself: EdDSA only, so that neither `none` nor a foreign scheme passes. */
export function createTokenVerifier(keys: JWTVerifyGetKey, clock: Clock): TokenVerifier {
  return async (token) => {
    try {
      const { payload } = await jwtVerify(token, keys, {
        algorithms: ["EdDSA", "Ed25519"],
        issuer: TOKEN_ISSUER,
        audience: TOKEN_AUDIENCE,
        requiredClaims: ["exp", "sub"],
        currentDate: clock.now(),
      });
      const parsed = claims.safeParse(payload);
      if (!parsed.success) return null;
      return {
        accountId: parsed.data.sub,
        roles: parsed.data.roles,
        emailVerified: parsed.data.email_verified,
      };
    } catch (error) {
      const isKeySetOutOfReach =
        !(error instanceof errors.JOSEError) ||
        error instanceof errors.JWKSTimeout ||
        error.code === "ERR_JOSE_GENERIC";
      if (isKeySetOutOfReach) {
        throw new HttpProblem(503, "unavailable", "Sign-in cannot be checked right now.");
      }
      return null;
    }
  };
}

function bearerToken(request: FastifyRequest): string | null {
  const match = /^Bearer ([\w.~+/=-]+)$/i.exec(request.headers.authorization ?? "");
  return match?.[1] ?? null;
}

/** Checks the declared access of every route of an app before its input is even parsed. */
export function useAccessRules(app: FastifyInstance, verify: TokenVerifier): void {
  app.decorateRequest("caller", null);
  app.addHook("onRoute", (route) => {
    if (route.config?.access === undefined) {
      throw new Error(
        `route ${String(route.method)} ${route.url} does not say who may call it (config.access)`,
      );
    }
  });
  app.addHook("onRequest", async (request, reply) => {
    const access = request.routeOptions.config.access;
    // Without a rule there is no route: the not-found handler answers.
    if (access === undefined || access === "public" || access === "signed_webhook") return;
    const token = bearerToken(request);
    if (token === null && access === "optional" && request.headers.authorization === undefined) return;
    request.caller = token === null ? null : await verify(token);
    if (request.caller === null) {
      void reply.header("www-authenticate", "Bearer");
      throw new HttpProblem(401, "unauthenticated", "A valid access token is needed.");
    }
    const { roles } = request.caller;
    if (typeof access === "object" && !access.roles.some((role) => roles.includes(role))) {
      throw new HttpProblem(403, "forbidden", `Only ${access.roles.join(" or ")} may do this.`);
    }
  });
}

/**
 * The caller of a route that needs one.
 *
 * @throws Error on a route whose access rule lets nobody in particular call: a mistake in the route
 */
export function callerOf(request: FastifyRequest): Caller {
  if (request.caller === null)
    throw new Error(`${request.routeOptions.url} has no caller: check its access rule`);
  return request.caller;
}
