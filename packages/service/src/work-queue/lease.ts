import type { Logger } from "@vc/http";

/** Three tries within a lease: one lost write, or a database that is slow for a moment, does not give it up. */
const RENEWALS_PER_LEASE = 3;

/**
 * Does work under a lease that lives as long as its process: it is renewed until the work is over, however long that
 * takes. A process that was killed, or stood still for longer than a lease, loses it; the process that takes the work
 * then looks for what was done, and only the last taker can record what came of it.
 *
 * @param lease.renew prolongs the lease; its failure is logged, and the work goes on
 */
export async function underLease<Result>(
  lease: { readonly name: string; readonly leaseMs: number; readonly log: Logger; renew(): Promise<void> },
  work: () => Promise<Result>,
): Promise<Result> {
  const { name, leaseMs, log, renew } = lease;
  const timer = setInterval(() => {
    renew().catch((error: unknown) => log.warn({ err: error, lease: name }, "lease could not be renewed"));
  }, leaseMs / RENEWALS_PER_LEASE);
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
}
