import type { AddressInfo } from "node:net";
import { createLogger, type Logger, systemClock } from "@vc/http";
import { type TestKeys, testKeys } from "@vc/testing";
import fastify, { type FastifyInstance } from "fastify";
import { gatewayConfig } from "../src/config.ts";
import { composeGateway } from "../src/deps.ts";
import { type Resolver, systemResolver } from "../src/proxy/upstream-connections.ts";
import { type UpstreamName, upstreams } from "../src/routing/routing-table.ts";

/** A small service that keeps what it is asked and answers with it, or as the test wants. */
export function aService(name: string): FastifyInstance {
  const app = fastify();
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("*", { parseAs: "buffer" }, (_request, body, done) => done(null, body));
  app.all(name === "web" ? "/*" : "/v1/*", async (request, reply) => {
    const body = Buffer.isBuffer(request.body) ? request.body.toString() : null;
    return reply
      .header("x-request-id", request.headers["x-request-id"] ?? "none")
      .send({ service: name, method: request.method, url: request.url, headers: request.headers, body });
  });
  return app;
}

/** What a small service answers with. */
export async function bodyOf(answer: Response): Promise<{ headers: Record<string, string> }> {
  // `aService` answers with the headers that it was asked with.
  return (await answer.json()) as { headers: Record<string, string> };
}

async function listen(app: FastifyInstance): Promise<string> {
  await app.listen({ host: "127.0.0.1", port: 0 });
  const { port } = app.server.address() as AddressInfo;
  return `http://127.0.0.1:${port}`;
}

/** An address without a listener. */
async function nowhere(): Promise<string> {
  const app = fastify();
  const url = await listen(app);
  await app.close();
  return url;
}

/**
 * A gateway on a port of its own, before small services. `services` are put in the place of the default ones;
 * `null` is one that is down.
 */
export async function buildTestGateway(
  options: {
    services?: Partial<Record<UpstreamName, FastifyInstance | string | null>>;
    settings?: Record<string, string>;
    resolver?: Resolver;
    log?: Logger;
  } = {},
) {
  const keys: TestKeys = testKeys();
  const running: FastifyInstance[] = [];

  async function start(name: UpstreamName): Promise<string> {
    const given = options.services?.[name];
    if (given === null) return nowhere();
    if (typeof given === "string") return given;
    const app = given ?? aService(name);
    if (name === "accounts") app.get("/.well-known/jwks.json", async () => keys.jwks);
    running.push(app);
    return listen(app);
  }

  const names = Object.keys(upstreams) as UpstreamName[];
  const urls = await Promise.all(names.map(async (name) => [name, await start(name)] as const));
  const config = gatewayConfig.parse({
    PORT: "0",
    JWKS_URL: `${Object.fromEntries(urls).accounts}/.well-known/jwks.json`,
    ...Object.fromEntries(urls.map(([name, url]) => [upstreams[name], url])),
    ...options.settings,
  });
  const log =
    options.log ?? createLogger({ service: "gateway", level: process.env.TEST_LOG_LEVEL ?? "silent" });
  const parts = { resolver: options.resolver ?? systemResolver };
  const { app, metrics } = await composeGateway({ log, clock: systemClock }, config, parts);
  const url = await listen(app);

  return {
    app,
    url,
    keys,
    /** The text of the gateway's metrics, which its public port does not serve. */
    metrics: async () => (await metrics.inject("/metrics")).body,
    services: running,
    get: (path: string, headers: Record<string, string> = {}) => fetch(`${url}${path}`, { headers }),
    stop: async () => {
      await app.close();
      for (const service of running) service.server.closeAllConnections();
      await Promise.all(running.map((service) => service.close()));
    },
  };
}
export type TestGateway = Awaited<ReturnType<typeof buildTestGateway>>;

/** Gateways for one test each, and what stops them. */
export function gatewaysOfATest() {
  const stops: (() => Promise<unknown>)[] = [];
  return {
    aGateway: async (options?: Parameters<typeof buildTestGateway>[0]): Promise<TestGateway> => {
      const gateway = await buildTestGateway(options);
      stops.push(gateway.stop);
      return gateway;
    },
    /** Runs at the end of the test, before what was there already is stopped. */
    onStop: (stop: () => Promise<unknown>) => void stops.push(stop),
    stopAll: async () => {
      for (const stop of stops.splice(0)) await stop();
    },
  };
}
