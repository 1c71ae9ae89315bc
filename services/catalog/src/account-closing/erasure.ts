import type { Bus } from "@vc/bus";
import type { Clock } from "@vc/http";
import { type AccountErasure, createAccountErasure } from "@vc/service";
import type { ListingWriter } from "../listings/change-listing.ts";

/** R42: the listings of a closed account are deleted and lose their words, those that were deleted before too. */
export function createErasure(deps: {
  bus: Bus;
  clock: Clock;
  writer: Pick<ListingWriter, "eraseListings">;
  batchSize?: number;
}): AccountErasure {
  const { writer, ...rest } = deps;
  return createAccountErasure({ ...rest, steps: [writer.eraseListings] });
}
