import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { collectDefaultMetrics, Gauge, Histogram, type Registry } from "prom-client";
import { notFound } from "./problem.ts";

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
    if (!lastsAsItsClientWants(request, reply)) {
      requestSeconds.observe(
        { method: request.method, route, status: reply.statusCode },
        reply.elapsedTime / 1_000,
      );
    }
    const level = reply.statusCode >= 500 ? "warn" : "debug";
    request.log[level](
      { method: request.method, route, status: reply.statusCode, ms: Math.round(reply.elapsedTime) },
      "request answered",
    );
    done();
  });
}

/** Streams last until their client leaves, and files as long as its line takes: their time says nothing about the server. */
function lastsAsItsClientWants({ headers }: FastifyRequest, reply: FastifyReply): boolean {
  const isStream = String(reply.getHeader("content-type")).startsWith("text/event-stream");
  const isUpload = headers["content-type"]?.toLowerCase().startsWith("multipart/") === true;
  return reply.statusCode < 500 && (isStream || isUpload || reply.hasHeader("content-disposition"));
}

/** Whether each part that the process depends on is usable, as a metric: 1 or 0, looked at when metrics are read. */
export function watchReadiness(
  registry: Registry,
  readiness: () => Promise<Record<string, Readiness>>,
): void {
  new Gauge({
    name: "part_ready",
    help: "1 while a part that this process depends on is usable, 0 while it is not",
    labelNames: ["part"],
    registers: [registry],
    async collect() {
      for (const [part, { ready }] of Object.entries(await readiness())) this.set({ part }, ready ? 1 : 0);
    },
  });
}

/** An operating route: for the platform's own network, not part of the API. */
const internal = {
  config: { access: "public", isInternal: true } as const,
  // Requested every few seconds; a part that is not ready logs it where it happens.
  logLevel: "silent" as const,
};

/** `/health/live` and `/health/ready`. */
export function addHealthRoutes(
  app: FastifyInstance,
  readiness: () => Promise<Record<string, Readiness>>,
): void {
  // Busy is not dead: an orchestrator would end a process that only has much to do.
  const whateverTheLoad = { ...internal, config: { ...internal.config, pressureHandler: () => undefined } };
  app.get("/health/live", whateverTheLoad, async () => ({ status: "live" }));
  app.get("/health/ready", internal, async (_request, reply) => {
    const parts = await readiness();
    const isReady = Object.values(parts).every((part) => part.ready);
    return reply.code(isReady ? 200 : 503).send({ status: isReady ? "ready" : "not ready", parts });
  });
}

/** `/metrics`, for the platform's own network. What the gateway forwards comes from outside, and finds nothing. */
export function addMetricsRoute(app: FastifyInstance, registry: Registry): void {
  app.get("/metrics", internal, async (request, reply) => {
    if (request.headers["x-forwarded-host"] !== undefined) throw notFound();
    return reply.type(registry.contentType).send(await registry.metrics());
  });
}
