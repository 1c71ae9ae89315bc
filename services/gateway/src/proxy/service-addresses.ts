import { lookup as systemLookup } from "node:dns/promises";
import { isIP } from "node:net";
import {
  chooseAddress,
  hasHealthy,
  markHealthy,
  markUnhealthy,
  noAddresses,
  withAddresses,
} from "./rotation.ts";

/** All addresses of a name. @throws Error with the resolver's code, such as ENOTFOUND */
export type Lookup = (hostname: string) => Promise<readonly string[]>;

/** A lookup older than this is refreshed in the background, while requests use the known addresses. */
const FRESH_MS = 2_000;
/** With a lookup older than this requests wait for the refresh: new and removed instances are known by then. */
const KEPT_MS = 5_000;
/** How long known addresses stay in use while the resolver does not answer. */
const KEPT_WITHOUT_RESOLVER_MS = 60_000;

/** The addresses of one service, and the health of each. */
export interface ServiceAddresses {
  /** The next address. A promise only when the name has to be looked up first. @throws what the lookup throws */
  choose(tried: ReadonlySet<string>): string | Promise<string>;
  /** Whether one of them has not been tried. */
  hasUntried(tried: ReadonlySet<string>): boolean;
  answered(address: string): void;
  failed(address: string): void;
}

export const lookupAddresses: Lookup = async (hostname) => {
  const found = await systemLookup(hostname, { all: true });
  return found.map(({ address }) => address);
};

/** Tracks the addresses of one name. `nowMs` must be monotonic: a clock that is set back would keep dead addresses. */
export function trackAddresses(
  hostname: string,
  { lookup, nowMs }: { lookup: Lookup; nowMs: () => number },
): ServiceAddresses {
  let rotation = isIP(hostname) === 0 ? noAddresses : withAddresses(noAddresses, [hostname]);
  const isFixed = rotation !== noAddresses;
  let askedAtMs = Number.NEGATIVE_INFINITY;
  let knownAtMs = Number.NEGATIVE_INFINITY;
  let asking: Promise<void> | undefined;

  async function ask(): Promise<void> {
    try {
      rotation = withAddresses(rotation, await lookup(hostname));
      knownAtMs = nowMs();
    } catch (error) {
      // ENOTFOUND: the service is gone. On other errors keep the last addresses.
      const isGone = error instanceof Error && "code" in error && error.code === "ENOTFOUND";
      const isKept = !isGone && nowMs() - knownAtMs < KEPT_WITHOUT_RESOLVER_MS;
      if (isKept && rotation.addresses.length > 0) return;
      rotation = noAddresses;
      throw error;
    } finally {
      askedAtMs = nowMs();
      asking = undefined;
    }
  }

  function refresh(): Promise<void> {
    asking ??= ask();
    return asking;
  }

  function take(tried: ReadonlySet<string>): string {
    const chosen = chooseAddress(rotation, tried, nowMs());
    if (chosen === null) throw Object.assign(new Error(`${hostname} has no address`), { code: "ENOTFOUND" });
    rotation = chosen.rotation;
    return chosen.address;
  }

  return {
    choose(tried) {
      if (isFixed) return take(tried);
      const ageMs = nowMs() - askedAtMs;
      if (rotation.addresses.length === 0 || ageMs >= KEPT_MS) return refresh().then(() => take(tried));
      // A failure of this background refresh shows once a request has to wait for it.
      if (ageMs >= FRESH_MS) refresh().catch(() => {});
      return take(tried);
    },
    hasUntried: (tried) => rotation.addresses.some((address) => !tried.has(address)),
    answered(address) {
      rotation = markHealthy(rotation, address);
    },
    failed(address) {
      rotation = markUnhealthy(rotation, address, nowMs());
      // Its replacement may be resolvable already: refresh now, and wait for it when no healthy address is left.
      const isUrgent = !hasHealthy(rotation);
      askedAtMs = isUrgent ? Number.NEGATIVE_INFINITY : Math.min(askedAtMs, nowMs() - FRESH_MS);
    },
  };
}
