import { type Clock, createTokenVerifier, type Logger, remoteKeys } from "@vc/chassis";
import { Registry } from "prom-client";
import type { GatewayDeps } from "./app.ts";
import type { GatewayConfig } from "./config.ts";
import { createPublicDocument } from "./openapi/public-document.ts";
import { SERVICES, type ServiceName } from "./proxy/routing-table.ts";
import { connectUpstreams } from "./proxy/upstream-connections.ts";

function urlsOf(config: GatewayConfig): Record<ServiceName, string> {
  // fromEntries forgets the keys that went in.
  return Object.fromEntries(
    Object.entries(SERVICES).map(([service, setting]) => [service, config[setting]]),
  ) as Record<ServiceName, string>;
}

/** Puts the gateway together. */
export function composeGateway(
  config: GatewayConfig,
  { log, clock }: { log: Logger; clock: Clock },
): GatewayDeps {
  const urls = urlsOf(config);
  const dispatcher = connectUpstreams({ timeoutMs: config.UPSTREAM_TIMEOUT_MS });
  return {
    config,
    log,
    registry: new Registry(),
    verifyToken: createTokenVerifier(remoteKeys(config.JWKS_URL), clock),
    urls,
    dispatcher,
    publicDocument: createPublicDocument({ urls, dispatcher, clock, log }),
  };
}
