/** How long an address gets nothing after it failed, and then one request at a time until it answers. */
export const LEFT_OUT_MS = 5_000;

/** The addresses of one service: whose turn it is, and which are left out until when. Times are milliseconds. */
export interface Spread {
  readonly addresses: readonly string[];
  readonly turn: number;
  readonly leftOutUntilMs: ReadonlyMap<string, number>;
}

export const NOBODY: Spread = { addresses: [], turn: 0, leftOutUntilMs: new Map() };

/** The service has these addresses now. What is known of those that stay is kept. */
export function withAddresses(spread: Spread, found: readonly string[]): Spread {
  const addresses = [...new Set(found)].toSorted();
  const leftOutUntilMs = new Map(
    [...spread.leftOutUntilMs].filter(([address]) => addresses.includes(address)),
  );
  return { addresses, turn: spread.turn, leftOutUntilMs };
}

/**
 * The next address in turn that this request has not tried and that is not left out; where there is none, one that it
 * has not tried; where it has tried all, the next. An address whose time out is over gets this request as a probe, and
 * others only after it has answered: one that is silent costs one request its patience, not all of them.
 *
 * @returns null where the service has no address
 */
export function chooseAddress(
  spread: Spread,
  tried: ReadonlySet<string>,
  nowMs: number,
): { address: string; spread: Spread } | null {
  const { addresses, leftOutUntilMs } = spread;
  const isIn = (address: string) => (leftOutUntilMs.get(address) ?? 0) <= nowMs;
  const inTurn = addresses.map((_, index) => addresses[(spread.turn + index) % addresses.length] ?? "");
  const untried = inTurn.filter((address) => !tried.has(address));
  const address = untried.find(isIn) ?? untried[0] ?? inTurn.find(isIn) ?? inTurn[0];
  if (address === undefined) return null;
  const turn = (addresses.indexOf(address) + 1) % addresses.length;
  const next = leftOutUntilMs.has(address) ? leaveOut(spread, address, nowMs) : spread;
  return { address, spread: { ...next, turn } };
}

/** The address failed: others take its requests for a while. */
export function leaveOut(spread: Spread, address: string, nowMs: number): Spread {
  if (!spread.addresses.includes(address)) return spread;
  return {
    ...spread,
    leftOutUntilMs: new Map(spread.leftOutUntilMs).set(address, nowMs + LEFT_OUT_MS),
  };
}

/** The address answered: it has its turns again. */
export function takeIn(spread: Spread, address: string): Spread {
  if (!spread.leftOutUntilMs.has(address)) return spread;
  const leftOutUntilMs = new Map(spread.leftOutUntilMs);
  leftOutUntilMs.delete(address);
  return { ...spread, leftOutUntilMs };
}

/** Whether somebody may be asked who has not failed. */
export function hasSomebody({ addresses, leftOutUntilMs }: Spread): boolean {
  return addresses.some((address) => !leftOutUntilMs.has(address));
}
