import type Stripe from "stripe";
import { z } from "zod";
import { type Call, endpoint } from "../http/endpoint.ts";
import { listPage } from "../http/list.ts";
import { createdFilter, emptyableMetadata, expand, integer, paging, params, text } from "../http/params.ts";
import { isRefusal, noSuch, refuse } from "../http/refusals.ts";
import { mergedMetadata } from "../payment-intents/payment-intents.ts";
import { createRefund } from "./create-refund.ts";
import { cancelRefund } from "./settle-refund.ts";

const createParams = params<Stripe.RefundCreateParams>()({
  amount: integer().exactOptional(),
  charge: text().exactOptional(),
  payment_intent: text().exactOptional(),
  reason: z.enum(["duplicate", "fraudulent", "requested_by_customer"]).exactOptional(),
  metadata: emptyableMetadata().exactOptional(),
  expand: expand(),
});

function findRefund({ world, account, ids }: Pick<Call<unknown>, "world" | "account" | "ids">) {
  const id = ids.id ?? "";
  return world.objects.find("refund", id, account) ?? noSuch("refund", id);
}

export const refundEndpoints = [
  endpoint({
    method: "POST",
    path: "/v1/refunds",
    params: createParams,
    run: ({ world, account, params: given, cause }) => createRefund(world, account, given, cause),
  }),
  endpoint({
    method: "GET",
    path: "/v1/refunds/:id",
    params: params<Stripe.RefundRetrieveParams>()({ expand: expand() }),
    run: (call) => {
      const found = findRefund(call);
      return isRefusal(found) ? found : found.object;
    },
  }),
  endpoint({
    method: "POST",
    path: "/v1/refunds/:id",
    params: params<Stripe.RefundUpdateParams>()({
      metadata: emptyableMetadata().exactOptional(),
      expand: expand(),
    }),
    run: (call) => {
      const found = findRefund(call);
      if (isRefusal(found)) return found;
      const object = {
        ...found.object,
        metadata: mergedMetadata(found.object.metadata, call.params.metadata),
      };
      call.world.objects.save({ ...found, object });
      return object;
    },
  }),
  endpoint({
    method: "POST",
    path: "/v1/refunds/:id/cancel",
    params: params<Stripe.RefundCancelParams>()({ expand: expand() }),
    run: (call) => {
      const found = findRefund(call);
      if (isRefusal(found)) return found;
      const message = `A refund with status ${found.object.status} cannot be canceled.`;
      return cancelRefund(call.world, found) ?? refuse("state_forbids", message);
    },
  }),
  endpoint({
    method: "GET",
    path: "/v1/refunds",
    params: params<Stripe.RefundListParams>()({
      ...paging,
      created: createdFilter(),
      charge: text().exactOptional(),
      payment_intent: text().exactOptional(),
    }),
    run: ({ world, account, params: { charge, payment_intent, ...page } }) =>
      listPage(world, "refund", "/v1/refunds", page, {
        account,
        where: { "$.charge": charge, "$.payment_intent": payment_intent },
      }),
  }),
];
