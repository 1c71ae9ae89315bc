import type Stripe from "stripe";
import type { KindName, Kinds } from "../store/kinds.ts";
import type { ListQuery } from "../store/objects.ts";
import type { World } from "../world.ts";
import { type Refusal, refuse } from "./refusals.ts";

type PageParams = {
  limit?: number | undefined;
  starting_after?: string | undefined;
  ending_before?: string | undefined;
  created?: number | Stripe.RangeQueryParam | undefined;
};

/** A v1 list: newest first, `limit` 1–100 (10 when not given), cursors by id. */
export function listPage<K extends KindName>(
  world: World,
  kind: K,
  url: string,
  params: PageParams,
  query: Pick<ListQuery, "account" | "where" | "whereIn">,
): Stripe.ApiList<Kinds[K]["object"]> | Refusal {
  const limit = params.limit ?? 10;
  if (limit < 1 || limit > 100) {
    return refuse("parameter_invalid", "Invalid integer: limit must be between 1 and 100", "limit");
  }
  const page = world.objects.list(kind, {
    ...query,
    created: params.created,
    limit,
    startingAfter: params.starting_after,
    endingBefore: params.ending_before,
  });
  if (page === undefined) {
    const cursor = params.starting_after ?? params.ending_before ?? "";
    const name = params.starting_after === undefined ? "ending_before" : "starting_after";
    return refuse("reference_not_found", `No such ${kind}: '${cursor}'`, name);
  }
  return { object: "list", data: page.data.map((stored) => stored.object), has_more: page.hasMore, url };
}
