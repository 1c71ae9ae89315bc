import { allEndpoints, declaresProblem, declaresSuccess, type Endpoint, operationOf } from "@vc/contracts";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { HttpProblem } from "./problem.ts";

declare module "fastify" {
  interface FastifyContextConfig {
    /** The endpoint that a route of the API was added for, by `addEndpoint`. */
    endpoint?: Endpoint;
    /** An operating route, such as metrics: no part of the API. */
    isInternal?: true;
  }
}

/**
 * Checks at start that the routes of a service are its endpoints, all of them and no others.
 *
 * @throws Error when a route is added that has no endpoint and is no operating route, or has that of another service;
 *   `app.ready()` rejects when an endpoint of the service was not added
 */
export function checkRoutes(app: FastifyInstance, service: string): void {
  const added = new Set<Endpoint>();
  app.addHook("onRoute", ({ method, url, config }) => {
    const endpoint = config?.endpoint;
    if (endpoint === undefined) {
      if (config?.isInternal && !url.startsWith("/v1")) return;
      throw new Error(
        `route ${method} ${url} has no endpoint: define it in @vc/contracts, and use addEndpoint`,
      );
    }
    if (endpoint.service !== service) {
      throw new Error(`${operationOf(endpoint)} belongs to ${endpoint.service}, not to ${service}`);
    }
    added.add(endpoint);
  });
  app.addHook("onReady", async () => {
    const missing = allEndpoints.filter((endpoint) => endpoint.service === service && !added.has(endpoint));
    if (missing.length > 0) {
      throw new Error(`${service} has no routes for ${missing.map(operationOf).join(", ")}`);
    }
  });
}

/** What happens to an answer that its endpoint does not declare: it is logged, or becomes a 500. */
export type UndeclaredAnswers = "log" | "fail";

/** Reports successful answers with a status that the endpoint does not declare. */
export function checkStatuses(app: FastifyInstance, undeclared: UndeclaredAnswers): void {
  app.addHook("onSend", (request, reply, payload, done) => {
    const { endpoint } = request.routeOptions.config;
    const { statusCode } = reply;
    if (endpoint === undefined || statusCode >= 400 || declaresSuccess(endpoint, statusCode)) {
      return done(null, payload);
    }
    const mistake = report(request, endpoint, String(statusCode));
    return undeclared === "fail" ? done(mistake) : done(null, payload);
  });
}

/** The problem to answer with: the given one, unless its endpoint does not declare it and that is to fail. */
export function checkProblem(
  request: FastifyRequest,
  problem: HttpProblem,
  undeclared: UndeclaredAnswers,
): HttpProblem {
  const { endpoint } = request.routeOptions.config;
  if (endpoint === undefined || declaresProblem(endpoint, problem.code, problem.status)) return problem;
  const mistake = report(request, endpoint, `${problem.status} ${problem.code}`);
  return undeclared === "fail" ? new HttpProblem(500, "internal_error", mistake.message) : problem;
}

function report(request: FastifyRequest, endpoint: Endpoint, answer: string): Error {
  const mistake = new Error(`${operationOf(endpoint)} does not declare the answer ${answer}`);
  request.log.error(
    { err: mistake, operation: endpoint.id, answer },
    "an endpoint does not declare its answer",
  );
  return mistake;
}
