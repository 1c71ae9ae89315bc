import type { Caller, TokenVerifier } from "@vc/http";
import { LRUCache } from "lru-cache";

/** Tokens remembered at a time; the least used is forgotten first. */
const KEPT_TOKENS = 10_000;
/** Services check every token themselves: one that is no good any more passes here for so long, and no further. */
const KEPT_MS = 10_000;

/**
 * Verifies a good token once in a while instead of with every request: a signature costs more than all else here.
 *
 * @param nowMs milliseconds that never go back
 */
export function rememberGoodTokens(verify: TokenVerifier, nowMs: () => number): TokenVerifier {
  const good = new LRUCache<string, Caller>({
    max: KEPT_TOKENS,
    ttl: KEPT_MS,
    ttlResolution: 0,
    perf: { now: nowMs },
  });
  return async (token) => {
    const known = good.get(token);
    if (known !== undefined) return known;
    const caller = await verify(token);
    if (caller !== null) good.set(token, caller);
    return caller;
  };
}
