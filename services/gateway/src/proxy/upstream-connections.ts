import { Agent, type Dispatcher } from "undici";
import { balanceRequests } from "./balance-requests.ts";
import { type Lookup, lookupAddresses } from "./service-addresses.ts";

const CONNECT_TIMEOUT_MS = 2_000;
/** Four heartbeats of an event stream: a service that is silent for longer is gone. */
const SILENCE_TIMEOUT_MS = 60_000;

/** How the gateway resolves service names. An argument, so that a test controls both. */
export interface Resolver {
  readonly lookup: Lookup;
  /** Monotonic milliseconds. */
  readonly nowMs: () => number;
}

export const systemResolver: Resolver = { lookup: lookupAddresses, nowMs: () => performance.now() };

/**
 * Kept-alive connections to the services, balanced over all addresses of a service's name. Their number is unbounded:
 * every open event stream holds one.
 *
 * @param onRepeat called with the origin of every request that is sent again
 */
export function connectUpstreams(
  options: Resolver & { timeoutMs: number; onRepeat: (origin: string) => void },
): Dispatcher {
  const agent = new Agent({
    connect: { timeout: CONNECT_TIMEOUT_MS },
    headersTimeout: options.timeoutMs,
    bodyTimeout: SILENCE_TIMEOUT_MS,
  });
  return agent.compose(balanceRequests(options));
}
