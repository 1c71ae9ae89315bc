import type { ListDisputesQuery } from "@vc/contracts";
import type { Order } from "./order.ts";

/** The mediators' lists of disputes. */
export const DISPUTE_QUEUES = ["open", "resolved"] as const satisfies readonly ListDisputesQuery["state"][];

/**
 * Where an order stands in each list: one string, that sorts as the list runs. A page is then one stretch of one index,
 * behind whatever the list is about, for every database that has indexes. Places by several fields need alternatives
 * (`$or`) for what comes after a place, and those have each database read more than the page, some of them everything.
 */
export interface Places {
  /** R8: a sale is what was paid. */
  readonly isSale: boolean;
  /** The newest first. */
  readonly placeByAge: string;
  /** What is open by its earliest deadline, then what has ended, by age. */
  readonly placeByDeadline: string;
  /** The mediators' list of disputes that it is in; only what was ever disputed is in one. */
  readonly disputeQueue?: (typeof DISPUTE_QUEUES)[number];
  /** The dispute that was opened first stands first. */
  readonly placeInQueue?: string;
}

/** Stands behind every deadline. */
const never = new Date("9999-12-31T00:00:00Z");
/** Before it stand orders with a deadline, behind it those without: the ended ones. */
export const END_OF_DEADLINES = never.toISOString();

/** A moment as a string that is the smaller the later it is. */
export const latestFirst = (at: Date) => new Date(never.getTime() - at.getTime()).toISOString();

export function placesOf({ id, state, placedAt, paidAt, deadlines, dispute }: Order): Places {
  const placeByAge = `${latestFirst(placedAt)} ${id}`;
  const times = deadlines.map(({ at }) => at.getTime());
  const nextDeadlineAt = new Date(Math.min(...times, never.getTime()));
  return {
    isSale: paidAt !== null,
    placeByAge,
    placeByDeadline: `${nextDeadlineAt.toISOString()} ${placeByAge}`,
    ...(dispute && {
      disputeQueue: state === "disputed" ? "open" : "resolved",
      placeInQueue: `${dispute.openedAt.toISOString()} ${id}`,
    }),
  };
}
