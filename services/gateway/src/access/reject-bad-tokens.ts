import { bearerToken, type Caller, HttpProblem, type TokenVerifier } from "@vc/http";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { CountBadToken } from "./limit-requests.ts";

declare module "fastify" {
  interface FastifyRequest {
    /** Who calls, where a good token says so. */
    tokenCaller: Caller | null;
  }
}

/**
 * Refuses tokens that are no good before a service is asked. Only an early no: a yes is each service's own, and a
 * request without a token may be one that needs none. Where the keys cannot be had, the services decide alone.
 */
export function rejectBadTokens(
  app: FastifyInstance,
  verify: TokenVerifier,
  countBadToken: CountBadToken,
): void {
  app.decorateRequest("tokenCaller", null);
  async function check(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const token = bearerToken(request);
    const caller = token === null ? null : await verify(token).catch(asUnknown);
    if (caller === "unknown") return;
    if (caller === null) {
      await countBadToken(request);
      void reply.header("www-authenticate", 'Bearer error="invalid_token"');
      throw new HttpProblem(401, "unauthenticated", "This access token is not valid, or no longer.");
    }
    request.tokenCaller = caller;
  }

  app.addHook("onRequest", (request, reply, done) => {
    const { authorization } = request.headers;
    const isChecked =
      request.routeOptions.config.proxied?.checksToken === true &&
      authorization !== undefined &&
      /^bearer\b/i.test(authorization);
    if (isChecked) check(request, reply).then(() => done(), done);
    else done();
  });
}

function asUnknown(error: unknown): "unknown" {
  if (error instanceof HttpProblem && error.status === 503) return "unknown";
  throw error;
}
