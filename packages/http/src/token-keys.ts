import { KeyObject } from "node:crypto";
import { createRemoteJWKSet, customFetch, errors, type FetchImplementation } from "jose";

/**
 * Finds the public key that verifies tokens of a `kid`, as SPKI in PEM; `null` when accounts publishes no such key.
 * Rejects when the key set is out of reach and the `kid` was never seen: that says nothing about the token.
 */
export type TokenKeys = (kid: string) => Promise<string | null>;

/** How long a fetched key set is used. Accounts announces a new key for longer than that before it signs with it. */
const MAX_AGE_MS = 5 * 60_000;
/** An unknown `kid` causes a request only when the last answer is older than this, however many there are. */
const UNKNOWN_KID_COOLDOWN_MS = 30_000;
/** A request that takes longer has failed. */
const TIMEOUT_MS = 5_000;
/** After a failed request, the next ones fail without a request for this long. */
const FAILURE_COOLDOWN_MS = 1_000;

/**
 * The keys that accounts publishes, fetched when needed and kept in memory. jose does the fetching: see ADR 24 for why
 * get-jwks does not.
 *
 * @param jwksUrl where accounts publishes its key set
 * @param times for tests; in milliseconds
 */
export function remoteTokenKeys(
  jwksUrl: string,
  { maxAgeMs = MAX_AGE_MS, unknownKidCooldownMs = UNKNOWN_KID_COOLDOWN_MS, timeoutMs = TIMEOUT_MS } = {},
): TokenKeys {
  const keySet = createRemoteJWKSet(new URL(jwksUrl), {
    cacheMaxAge: maxAgeMs,
    cooldownDuration: unknownKidCooldownMs,
    timeoutDuration: timeoutMs,
    [customFetch]: fetchWithCooldown(),
  });
  const pems = new WeakMap<CryptoKey, string>();
  /** The last that was known of each `kid`: tokens outlive an outage of accounts. */
  const lastKnown = new Map<string, string>();
  return async (kid) => {
    try {
      const key = await keySet({ alg: "EdDSA", kid });
      const pem = pems.get(key) ?? KeyObject.from(key).export({ format: "pem", type: "spki" }).toString();
      pems.set(key, pem);
      lastKnown.set(kid, pem);
      return pem;
    } catch (error) {
      if (error instanceof errors.JWKSNoMatchingKey) {
        lastKnown.delete(kid);
        return null;
      }
      const known = lastKnown.get(kid);
      if (known === undefined) throw error;
      return known;
    }
  };
}

/** While accounts is away, every token with an unknown `kid` would cause another request. */
function fetchWithCooldown(): FetchImplementation {
  let failure: { readonly untilMs: number; readonly error: unknown } | null = null;
  return async (url, options) => {
    if (failure !== null && performance.now() < failure.untilMs) throw failure.error;
    try {
      const answer = await fetch(url, options);
      if (!answer.ok) throw new Error(`the key set was answered with status ${answer.status}`);
      failure = null;
      return answer;
    } catch (error) {
      failure = { untilMs: performance.now() + FAILURE_COOLDOWN_MS, error };
      throw error;
    }
  };
}
