import { lookup as systemLookup } from "node:dns/promises";
import { isIP } from "node:net";
import { chooseAddress, hasSomebody, leaveOut, NOBODY, takeIn, withAddresses } from "./spread.ts";

/** All addresses of a name. @throws Error with the resolver's code, such as ENOTFOUND */
export type Lookup = (hostname: string) => Promise<readonly string[]>;

/** A name that was asked for longer ago is asked for again, while requests go on to what is known. */
const FRESH_MS = 2_000;
/** After this long requests wait for the answer: an instance that came or went is known within these. */
const KEPT_MS = 5_000;
/** How long known addresses are used while the resolver does not answer. */
const KEPT_WITHOUT_RESOLVER_MS = 60_000;

/** The addresses of one service, and what requests have learnt about each. */
export interface ServiceAddresses {
  /** Whose turn it is. A promise only where the name has to be asked for first. @throws what the lookup throws */
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

/** Keeps what is known of one name. `nowMs` must never go back: a clock that is set would keep dead addresses. */
export function knowAddresses(
  hostname: string,
  { lookup, nowMs }: { lookup: Lookup; nowMs: () => number },
): ServiceAddresses {
  let spread = isIP(hostname) === 0 ? NOBODY : withAddresses(NOBODY, [hostname]);
  const isFixed = spread !== NOBODY;
  let askedAtMs = Number.NEGATIVE_INFINITY;
  let knownAtMs = Number.NEGATIVE_INFINITY;
  let asking: Promise<void> | undefined;

  async function ask(): Promise<void> {
    try {
      spread = withAddresses(spread, await lookup(hostname));
      knownAtMs = nowMs();
    } catch (error) {
      // A name that is not there any more has nobody; one that cannot be asked for is probably where it was.
      const isGone = error instanceof Error && "code" in error && error.code === "ENOTFOUND";
      const isKept = !isGone && nowMs() - knownAtMs < KEPT_WITHOUT_RESOLVER_MS;
      if (isKept && spread.addresses.length > 0) return;
      spread = NOBODY;
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
    const chosen = chooseAddress(spread, tried, nowMs());
    if (chosen === null) throw Object.assign(new Error(`${hostname} has no address`), { code: "ENOTFOUND" });
    spread = chosen.spread;
    return chosen.address;
  }

  return {
    choose(tried) {
      if (isFixed) return take(tried);
      const ageMs = nowMs() - askedAtMs;
      if (spread.addresses.length === 0 || ageMs >= KEPT_MS) return refresh().then(() => take(tried));
      // Who has to wait for an answer hears of its failure.
      if (ageMs >= FRESH_MS) refresh().catch(() => {});
      return take(tried);
    },
    hasUntried: (tried) => spread.addresses.some((address) => !tried.has(address)),
    answered(address) {
      spread = takeIn(spread, address);
    },
    failed(address) {
      spread = leaveOut(spread, address, nowMs());
      // Whoever replaced it may be known already: asked for at once, and waited for where nobody else is left.
      const isUrgent = !hasSomebody(spread);
      askedAtMs = isUrgent ? Number.NEGATIVE_INFINITY : Math.min(askedAtMs, nowMs() - FRESH_MS);
    },
  };
}
