import { setTimeout as delay } from "node:timers/promises";

/**
 * Waits for something that another service's event is about to bring (docs/api-conventions.md: up to 2 s),
 * so that a client that is quicker than the event gets no needless 404 or 409.
 *
 * @returns what the probe found, or `null` when it never did
 */
export async function eventually<Found>(
  probe: () => Promise<Found | null>,
  { timeoutMs = 2_000, everyMs = 50 }: { timeoutMs?: number; everyMs?: number } = {},
): Promise<Found | null> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    const found = await probe();
    if (found !== null || performance.now() >= deadline) return found;
    await delay(everyMs);
  }
}
