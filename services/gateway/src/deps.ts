import { addMetricsRoute, type Clock, type Logger, remoteTokenKeys } from "@vc/http";
import fastify, { type FastifyInstance } from "fastify";
import { Counter, Registry } from "prom-client";
import { buildApp } from "./app.ts";
import type { GatewayConfig } from "./config.ts";
import { openCircuits } from "./proxy/circuits.ts";
import { connectUpstreams, type Resolver, systemResolver } from "./proxy/upstream-connections.ts";
import { type UpstreamName, upstreams } from "./routing/routing-table.ts";

function urlsOf(config: GatewayConfig): Record<UpstreamName, string> {
  // fromEntries forgets the keys that went in.
  return Object.fromEntries(
    Object.entries(upstreams).map(([service, setting]) => [service, config[setting]]),
  ) as Record<UpstreamName, string>;
}

/** The gateway, and its metrics as an app of their own, because the gateway's port is public. */
export interface Gateway {
  readonly app: FastifyInstance;
  readonly metrics: FastifyInstance;
}

/** Puts the gateway together. */
export async function composeGateway(
  { log, clock }: { log: Logger; clock: Clock },
  config: GatewayConfig,
  parts: { resolver: Resolver } = { resolver: systemResolver },
): Promise<Gateway> {
  const { resolver } = parts;
  const registry = new Registry();
  const repeats = new Counter({
    name: "gateway_repeated_requests_total",
    help: "requests that were sent again because an address of their service failed",
    labelNames: ["upstream"],
    registers: [registry],
  });
  const urls = urlsOf(config);
  const dispatcher = connectUpstreams({
    ...resolver,
    timeoutMs: config.UPSTREAM_TIMEOUT_MS,
    onRepeat: (origin) => repeats.inc({ upstream: new URL(origin).hostname }),
  });
  const app = await buildApp({
    config,
    log,
    registry,
    clock,
    nowMs: resolver.nowMs,
    tokenKeys: remoteTokenKeys(config.JWKS_URL),
    urls,
    dispatcher,
    circuits: openCircuits({ registry, log, nowMs: resolver.nowMs }),
  });
  const metrics = fastify();
  addMetricsRoute(metrics, registry);
  return { app, metrics };
}
