import type Stripe from "stripe";
import { z } from "zod";
import { endpoint } from "../http/endpoint.ts";
import { listPage } from "../http/list.ts";
import { createdFilter, expand, paging, params, text } from "../http/params.ts";
import { noSuch } from "../http/refusals.ts";

export const eventEndpoints = [
  endpoint({
    method: "GET",
    path: "/v1/events/:id",
    params: params<Stripe.EventRetrieveParams>()({ expand: expand() }),
    run: ({ world, account, ids }) => {
      const id = ids.id ?? "";
      return world.objects.find("event", id, account)?.object ?? noSuch("event", id);
    },
  }),
  endpoint({
    method: "GET",
    path: "/v1/events",
    params: params<Stripe.EventListParams>()({
      ...paging,
      created: createdFilter(),
      type: text().exactOptional(),
      types: z.array(text()).max(20).exactOptional(),
    }),
    run: ({ world, account, params: { type, types, ...page } }) =>
      listPage(world, "event", "/v1/events", page, {
        account,
        where: { "$.type": type },
        ...(types === undefined ? {} : { whereIn: { path: "$.type", values: types } }),
      }),
  }),
];
