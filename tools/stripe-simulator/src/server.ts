import Fastify, { type FastifyInstance, LogController } from "fastify";
import { registerControl } from "./control/routes.ts";
import { registerApi } from "./http/api.ts";
import { endpointTable } from "./http/endpoint-table.ts";
import { decodeForm } from "./http/form-decoding.ts";
import { includeField } from "./http/inclusions.ts";
import { refuse } from "./http/refusals.ts";
import { registerOnboardingPages } from "./pages/onboarding-routes.ts";
import { registerPayPages } from "./pages/pay-routes.ts";
import type { World } from "./world.ts";

/** The whole HTTP surface: Stripe's API, its hosted pages, and the control API. Listens to nothing. */
export function buildServer(world: World, logLevel: string): FastifyInstance {
  const app = Fastify({
    logger: logLevel === "silent" ? false : { level: logLevel },
    // One line per answer, from the hook below, is enough.
    logController: new LogController({ disableRequestLogging: true }),
    // Or a client that keeps its connection would hold up the end.
    forceCloseConnections: true,
    bodyLimit: 1024 * 1024,
    routerOptions: { maxParamLength: 300 },
  });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    "application/x-www-form-urlencoded",
    { parseAs: "string" },
    (_request, body, done) => {
      done(null, decodeForm(String(body)));
    },
  );
  app.addContentTypeParser("application/json", { parseAs: "string" }, (_request, body, done) => {
    try {
      // stripe-node sends v2 requests without parameters as JSON with an empty body.
      done(null, String(body) === "" ? {} : JSON.parse(String(body)));
    } catch {
      done(Object.assign(new Error("The body is not valid JSON."), { statusCode: 400 }));
    }
  });
  app.addHook("onResponse", (request, reply, done) => {
    request.log.info(
      { status: reply.statusCode },
      `${request.method} ${request.url.split("?")[0]} ${reply.statusCode}`,
    );
    done();
  });
  app.setNotFoundHandler((request, reply) => {
    const { refused } = refuse(
      "unknown_url",
      `Unrecognized request URL (${request.method}: ${request.url.split("?")[0]}).`,
    );
    return reply.status(refused.status).send({ error: refused.error });
  });
  app.setErrorHandler((error: Error & { statusCode?: number }, request, reply) => {
    const isOurs = (error.statusCode ?? 500) >= 500;
    if (isOurs) request.log.error({ err: error }, "the simulator failed");
    const { refused } = isOurs
      ? refuse("internal", `The simulator failed: ${error.message}`)
      : refuse("body_unreadable", error.message);
    return reply.status(refused.status).send({ error: refused.error });
  });
  for (const path of ["/health/live", "/health/ready"]) app.get(path, () => ({ status: "ok" }));
  registerApi(app, world, endpointTable, (owner, field) => includeField(world, owner, field));
  registerPayPages(app, world);
  registerOnboardingPages(app, world);
  registerControl(app, world);
  return app;
}
