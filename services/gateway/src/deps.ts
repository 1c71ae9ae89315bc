import { type Clock, type Logger, remoteTokenKeys } from "@vc/http";
import { Counter, Registry } from "prom-client";
import type { GatewayDeps } from "./app.ts";
import type { GatewayConfig } from "./config.ts";
import { createPublicDocument } from "./openapi/public-document.ts";
import { openCircuits } from "./proxy/circuits.ts";
import { UPSTREAMS, type UpstreamName } from "./proxy/routing-table.ts";
import { connectUpstreams, type Resolver, systemResolver } from "./proxy/upstream-connections.ts";

function urlsOf(config: GatewayConfig): Record<UpstreamName, string> {
  // fromEntries forgets the keys that went in.
  return Object.fromEntries(
    Object.entries(UPSTREAMS).map(([service, setting]) => [service, config[setting]]),
  ) as Record<UpstreamName, string>;
}

/** Puts the gateway together. */
export function composeGateway(
  config: GatewayConfig,
  { log, clock, finding = systemResolver }: { log: Logger; clock: Clock; finding?: Resolver },
): GatewayDeps {
  const registry = new Registry();
  const repeats = new Counter({
    name: "gateway_repeated_requests_total",
    help: "requests that were sent again because an address of their service failed",
    labelNames: ["upstream"],
    registers: [registry],
  });
  const urls = urlsOf(config);
  const dispatcher = connectUpstreams({
    ...finding,
    timeoutMs: config.UPSTREAM_TIMEOUT_MS,
    onRepeat: (origin) => repeats.inc({ upstream: new URL(origin).hostname }),
  });
  return {
    config,
    log,
    registry,
    clock,
    nowMs: finding.nowMs,
    tokenKeys: remoteTokenKeys(config.JWKS_URL),
    urls,
    dispatcher,
    circuits: openCircuits({ registry, log, nowMs: finding.nowMs }),
    publicDocument: createPublicDocument({ urls, dispatcher, clock, log }),
  };
}
