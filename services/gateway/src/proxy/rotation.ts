/** How long an address that failed gets no requests. After that it gets one at a time, until it answers. */
export const UNHEALTHY_MS = 5_000;

/** The addresses of one service: the next in turn, and until when each unhealthy one is left out. Times in ms. */
export interface Rotation {
  readonly addresses: readonly string[];
  readonly turn: number;
  readonly unhealthyUntilMs: ReadonlyMap<string, number>;
}

export const noAddresses: Rotation = { addresses: [], turn: 0, unhealthyUntilMs: new Map() };

/** Replaces the addresses of the service. Addresses that stay keep their health. */
export function withAddresses(rotation: Rotation, found: readonly string[]): Rotation {
  const addresses = [...new Set(found)].toSorted();
  const unhealthyUntilMs = new Map(
    [...rotation.unhealthyUntilMs].filter(([address]) => addresses.includes(address)),
  );
  return { addresses, turn: rotation.turn, unhealthyUntilMs };
}

/**
 * Chooses the next healthy address that this request has not tried; without one, any untried address; after all were
 * tried, the next in turn. An address whose unhealthy time is over gets this request as a probe, and further requests
 * only after it has answered: a silent instance delays one request, not all of them.
 *
 * @returns null when the service has no address
 */
export function chooseAddress(
  rotation: Rotation,
  tried: ReadonlySet<string>,
  nowMs: number,
): { address: string; rotation: Rotation } | null {
  const { addresses, unhealthyUntilMs } = rotation;
  const isIn = (address: string) => (unhealthyUntilMs.get(address) ?? 0) <= nowMs;
  const inTurn = addresses.map((_, index) => addresses[(rotation.turn + index) % addresses.length] ?? "");
  const untried = inTurn.filter((address) => !tried.has(address));
  const address = untried.find(isIn) ?? untried[0] ?? inTurn.find(isIn) ?? inTurn[0];
  if (address === undefined) return null;
  const turn = (addresses.indexOf(address) + 1) % addresses.length;
  const next = unhealthyUntilMs.has(address) ? markUnhealthy(rotation, address, nowMs) : rotation;
  return { address, rotation: { ...next, turn } };
}

/** The address failed: the others take its requests for `UNHEALTHY_MS`. */
export function markUnhealthy(rotation: Rotation, address: string, nowMs: number): Rotation {
  if (!rotation.addresses.includes(address)) return rotation;
  return {
    ...rotation,
    unhealthyUntilMs: new Map(rotation.unhealthyUntilMs).set(address, nowMs + UNHEALTHY_MS),
  };
}

/** The address answered: it is back in the rotation. */
export function markHealthy(rotation: Rotation, address: string): Rotation {
  if (!rotation.unhealthyUntilMs.has(address)) return rotation;
  const unhealthyUntilMs = new Map(rotation.unhealthyUntilMs);
  unhealthyUntilMs.delete(address);
  return { ...rotation, unhealthyUntilMs };
}

/** Whether at least one address has not failed. */
export function hasHealthy({ addresses, unhealthyUntilMs }: Rotation): boolean {
  return addresses.some((address) => !unhealthyUntilMs.has(address));
}
