import type { FastifyInstance } from "fastify";
import { HttpProblem, notFound } from "./problem.ts";

/**
 * Answers 405 with `Allow` where a path exists and its method does not (RFC 9110, 15.5.6), so that PUT instead of PATCH is
 * not a 404. A path with an empty part is one. The answer comes before authentication, as for paths that do not exist, and before the body is read.
 */
export function refuseOtherMethods(app: FastifyInstance): void {
  const methodsOf = new Map<string, Set<string>>();
  app.addHook("onRoute", ({ url, method }) => {
    // The preflight route matches any path and says nothing about which paths exist.
    if (url === "*") return;
    const methods = methodsOf.get(url) ?? new Set();
    for (const each of [method].flat()) methods.add(each);
    methodsOf.set(url, methods);
  });
  app.addHook("onRequest", (request, reply, done) => {
    if (!request.is404) {
      // The router takes `/v1/orders/` for an order without an id.
      if (lacksPart(request.params)) throw notFound();
      return done();
    }
    const path = request.url.split("?", 1)[0] ?? "";
    const patterns = [...methodsOf].filter(([pattern]) => fits(path, pattern));
    const allowed = [...new Set(patterns.flatMap(([, methods]) => [...methods]))].sort();
    if (allowed.length === 0) return done();
    void reply.header("allow", allowed.join(", "));
    throw new HttpProblem(405, "method_not_allowed", `${request.method} is not possible here.`);
  });
}

/** Whether a parameter of a path is empty. What an open-ended path goes on with may be. */
function lacksPart(params: unknown): boolean {
  return Object.entries(params ?? {}).some(([name, value]) => name !== "*" && value === "");
}

/** Whether a path matches a route's pattern (`/v1/orders/:orderId`, `/v1/orders/*`). */
function fits(path: string, pattern: string): boolean {
  const given = path.split("/");
  const wanted = pattern.split("/");
  const isOpenEnded = wanted.at(-1) === "*";
  if (isOpenEnded ? given.length < wanted.length : given.length !== wanted.length) return false;
  return wanted.every(
    (part, index) => part === "*" || part === given[index] || (part.startsWith(":") && given[index] !== ""),
  );
}
