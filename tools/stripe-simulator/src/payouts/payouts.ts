import type Stripe from "stripe";
import { z } from "zod";
import { endpoint } from "../http/endpoint.ts";
import { listPage } from "../http/list.ts";
import { createdFilter, expand, integer, metadata, paging, params, text } from "../http/params.ts";
import { noSuch, refuse } from "../http/refusals.ts";
import { createPayout } from "./create-payout.ts";
import { cancelPayout } from "./settle-payout.ts";

const createParams = params<Stripe.PayoutCreateParams>()({
  amount: integer(),
  currency: z.literal("eur"),
  description: text().exactOptional(),
  destination: text().exactOptional(),
  metadata: metadata().exactOptional(),
  method: z.literal("standard").exactOptional(),
  source_type: z.literal("card").exactOptional(),
  statement_descriptor: text(22).exactOptional(),
  expand: expand(),
});

export const payoutEndpoints = [
  endpoint({
    method: "POST",
    path: "/v1/payouts",
    params: createParams,
    run: ({ world, account, params: given, cause }) => createPayout(world, account, given, cause),
  }),
  endpoint({
    method: "POST",
    path: "/v1/payouts/:id/cancel",
    params: params<Stripe.PayoutCancelParams>()({ expand: expand() }),
    run: ({ world, account, ids }) => {
      const id = ids.id ?? "";
      const found = world.objects.find("payout", id, account);
      if (found === undefined) return noSuch("payout", id);
      return cancelPayout(world, found) ?? refuse("state_forbids", `Payout ${id} can no longer be canceled.`);
    },
  }),
  endpoint({
    method: "GET",
    path: "/v1/payouts/:id",
    params: params<Stripe.PayoutRetrieveParams>()({ expand: expand() }),
    run: ({ world, account, ids }) => {
      const id = ids.id ?? "";
      return world.objects.find("payout", id, account)?.object ?? noSuch("payout", id);
    },
  }),
  endpoint({
    method: "GET",
    path: "/v1/payouts",
    params: params<Stripe.PayoutListParams>()({
      ...paging,
      created: createdFilter(),
      destination: text().exactOptional(),
      status: z.enum(["pending", "paid", "failed", "canceled"]).exactOptional(),
    }),
    run: ({ world, account, params: { destination, status, ...page } }) =>
      listPage(world, "payout", "/v1/payouts", page, {
        account,
        where: { "$.destination": destination, "$.status": status },
      }),
  }),
];
