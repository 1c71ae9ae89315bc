import type { Bus } from "@vc/bus";
import { type AccountErasure, createAccountErasure } from "@vc/service";
import { eraseListings, type ListingWrites } from "../listings/change-listing.ts";

/** R42: the listings of a closed account are deleted and lose their words, those that were deleted before too. */
export function createErasure(
  deps: Pick<ListingWrites, "clock" | "listings"> & { bus: Bus; batchSize?: number },
): AccountErasure {
  const { listings, ...rest } = deps;
  return createAccountErasure({
    ...rest,
    steps: [(batch) => eraseListings({ clock: rest.clock, listings }, batch)],
  });
}
