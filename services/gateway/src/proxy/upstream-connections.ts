import { Agent, type Dispatcher, interceptors } from "undici";

/** How soon a new instance of a service gets requests, and one that has gone gets none (platform.md §9: 10 s). */
const ADDRESSES_KEPT_MS = 5_000;
const CONNECT_TIMEOUT_MS = 2_000;
/** Four heartbeats of an event stream: whoever is silent for longer is gone. */
const SILENCE_TIMEOUT_MS = 60_000;

/**
 * Kept-alive connections to the services, spread over all addresses that a service's name has. Their number is not
 * bounded: every listener of an event stream holds one for as long as it listens.
 */
export function connectUpstreams(options: { timeoutMs: number }): Dispatcher {
  const agent = new Agent({
    connect: { timeout: CONNECT_TIMEOUT_MS },
    headersTimeout: options.timeoutMs,
    bodyTimeout: SILENCE_TIMEOUT_MS,
  });
  return agent.compose(interceptors.dns({ maxTTL: ADDRESSES_KEPT_MS }));
}
