import type { FastifyInstance } from "fastify";
import { collectDefaultMetrics, Histogram, type Registry } from "prom-client";

/** Whether a part that a service depends on is usable now, with a reason. */
export interface Readiness {
  readonly ready: boolean;
  readonly detail: string;
}

/** Measures and logs every answer of an app, by route. */
export function observeRequests(app: FastifyInstance, registry: Registry): void {
  const requestSeconds = new Histogram({
    name: "http_request_duration_seconds",
    help: "time to answer, by route and status",
    labelNames: ["method", "route", "status"],
    buckets: [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers: [registry],
  });
  collectDefaultMetrics({ register: registry });
  app.addHook("onResponse", (request, reply, done) => {
    const route = request.routeOptions.url ?? "none";
    requestSeconds.observe(
      { method: request.method, route, status: reply.statusCode },
      reply.elapsedTime / 1_000,
    );
    const level = reply.statusCode >= 500 ? "warn" : "debug";
    request.log[level](
      { method: request.method, route, status: reply.statusCode, ms: Math.round(reply.elapsedTime) },
      "request answered",
    );
    done();
  });
}

/** `/health/live`, `/health/ready` and `/metrics`: for operators, not part of the API. */
export function addOperatingRoutes(
  app: FastifyInstance,
  options: { registry: Registry; readiness: () => Promise<Record<string, Readiness>> },
): void {
  const internal = {
    config: { access: "public", isInternal: true } as const,
    // Requested every few seconds; a part that is not ready logs it where it happens.
    logLevel: "silent" as const,
  };
  app.get("/health/live", internal, async () => ({ status: "live" }));
  app.get("/health/ready", internal, async (_request, reply) => {
    const parts = await options.readiness();
    const isReady = Object.values(parts).every((part) => part.ready);
    return reply.code(isReady ? 200 : 503).send({ status: isReady ? "ready" : "not ready", parts });
  });
  app.get("/metrics", internal, async (_request, reply) =>
    reply.type(options.registry.contentType).send(await options.registry.metrics()),
  );
}
