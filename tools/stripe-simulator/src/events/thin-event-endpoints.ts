import type Stripe from "stripe";
import { z } from "zod";
import { endpoint } from "../http/endpoint.ts";
import { integer, params } from "../http/params.ts";
import { refuse } from "../http/refusals.ts";
import { PLATFORM_ACCOUNT } from "../store/kinds.ts";
import type { World } from "../world.ts";

/** Where the events of the caller's context are filed: all of them with the platform, unless each account has its own. */
function contextOf(world: World, account: string): string {
  return world.settings.realism.areAccountEventsInContext ? account : PLATFORM_ACCOUNT;
}

export const v2EventEndpoints = [
  endpoint({
    method: "GET",
    path: "/v2/core/events/:id",
    params: params<Stripe.V2.Core.EventRetrieveParams>()({}),
    run: ({ world, account, ids }) => {
      const id = ids.id ?? "";
      const found = world.objects.find("v2.core.event", id, contextOf(world, account));
      return found?.object ?? refuse("v2_not_found", `Event not found: '${id}'`);
    },
  }),
  endpoint({
    method: "GET",
    path: "/v2/core/events",
    // `page` is the simulator's own cursor inside `next_page_url`, which stripe-node follows by itself.
    params: params<Stripe.V2.Core.EventListParams & { page?: string }>()({
      limit: integer().exactOptional(),
      object_id: z.string().exactOptional(),
      types: z.array(z.string()).min(1).exactOptional(),
      page: z.string().exactOptional(),
    }),
    run: ({ world, account, params: { limit, object_id, types, page } }) => {
      const found = world.objects.list("v2.core.event", {
        account: contextOf(world, account),
        where: { "$.related_object.id": object_id },
        ...(types === undefined ? {} : { whereIn: { path: "$.type", values: types } }),
        limit: Math.min(limit ?? 20, 100),
        startingAfter: page,
      });
      if (found === undefined) return refuse("parameter_invalid", "Invalid page", "page");
      const query = new URLSearchParams({ limit: String(limit ?? 20), page: found.data.at(-1)?.id ?? "" });
      if (object_id !== undefined) query.set("object_id", object_id);
      for (const [index, type] of (types ?? []).entries()) query.set(`types[${index}]`, type);
      return {
        data: found.data.map(({ object }) => object),
        next_page_url: found.hasMore ? `/v2/core/events?${query}` : null,
        previous_page_url: null,
      };
    },
  }),
];
