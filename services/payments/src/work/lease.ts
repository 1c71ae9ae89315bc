import type { Logger } from "@vc/http";

/** How long a piece of work is somebody's. Short, so that what a killed process held goes on soon. */
export const LEASE_MS = 10_000;

/** Three tries within a lease: one lost write, or a database that is slow for a moment, does not give it up. */
const RENEW_MS = 3_000;

/**
 * Does work under a lease that lives as long as its process: it is renewed until the work is over, however long Stripe
 * takes to answer. A process that was killed, or stood still for longer than a lease, loses it; whoever takes the work
 * then looks for what was done, and only the last taker can record what came of it.
 *
 * @param renew prolongs the lease; its failure is logged, and the work goes on
 */
export async function underLease<Result>(
  lease: { readonly name: string; readonly log: Logger; renew(): Promise<void> },
  work: () => Promise<Result>,
): Promise<Result> {
  const { name, log, renew } = lease;
  const timer = setInterval(() => {
    renew().catch((error: unknown) => log.warn({ err: error, lease: name }, "lease could not be renewed"));
  }, RENEW_MS);
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
}
