import { Agent, type Dispatcher } from "undici";
import { type Lookup, lookupAddresses } from "./service-addresses.ts";
import { spreadRequests } from "./spread-requests.ts";

const CONNECT_TIMEOUT_MS = 2_000;
/** Four heartbeats of an event stream: whoever is silent for longer is gone. */
const SILENCE_TIMEOUT_MS = 60_000;

/** How the gateway finds services. An argument, so that a test can move both. */
export interface Finding {
  readonly lookup: Lookup;
  /** Milliseconds that never go back. */
  readonly nowMs: () => number;
}

export const systemFinding: Finding = { lookup: lookupAddresses, nowMs: () => performance.now() };

/**
 * Kept-alive connections to the services, spread over all addresses that a service's name has. Their number is not
 * bounded: every listener of an event stream holds one for as long as it listens.
 *
 * @param onRepeat hears the origin of every request that is sent again
 */
export function connectUpstreams(
  options: Finding & { timeoutMs: number; onRepeat: (origin: string) => void },
): Dispatcher {
  const agent = new Agent({
    connect: { timeout: CONNECT_TIMEOUT_MS },
    headersTimeout: options.timeoutMs,
    bodyTimeout: SILENCE_TIMEOUT_MS,
  });
  return agent.compose(spreadRequests(options));
}
