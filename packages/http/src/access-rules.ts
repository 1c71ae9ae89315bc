import type { Access } from "@vc/contracts";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { bearerToken, type Caller, type TokenVerifier } from "./access-tokens.ts";
import { HttpProblem } from "./problem.ts";

declare module "fastify" {
  interface FastifyContextConfig {
    access?: Access;
  }
  interface FastifyRequest {
    caller: Caller | null;
  }
}

/**
 * Looks whether what a token says is still so, since it lives for minutes after it was issued.
 *
 * @returns the caller with the roles that are left; `null` where the token stands for nothing any more
 */
export type CallerCheck = (caller: Caller) => Promise<Caller | null>;

/**
 * Checks the declared access of every route of an app before its input is even parsed.
 *
 * @param check asked for writes, for live streams, and for everything that staff do
 */
export function useAccessRules(app: FastifyInstance, verify: TokenVerifier, check?: CallerCheck): void {
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
    const named = token === null ? null : await verify(token);
    request.caller =
      named !== null && check !== undefined && needsCheck(request, named) ? await check(named) : named;
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

function needsCheck({ method, routeOptions: { config } }: FastifyRequest, { roles }: Caller): boolean {
  const isRead = method === "GET" || method === "HEAD";
  return !isRead || config.endpoint?.id === "openStream" || roles.some((role) => role !== "user");
}

/**
 * The caller of a route that needs one.
 *
 * @throws Error on a route whose access rule demands no caller: a mistake in the route
 */
export function callerOf(request: FastifyRequest): Caller {
  if (request.caller === null)
    throw new Error(`${request.routeOptions.url} has no caller: check its access rule`);
  return request.caller;
}
