import type Stripe from "stripe";
import { emitEvent } from "../events/emit-event.ts";
import { endpoint } from "../http/endpoint.ts";
import { listPage } from "../http/list.ts";
import { createdFilter, expand, paging, params, text } from "../http/params.ts";
import { noSuch } from "../http/refusals.ts";
import type { Stored } from "../store/objects.ts";
import { idOf, newStripeId, unixSeconds, type World } from "../world.ts";

/** The card's bank thinks that a payment is fraud, and has disputed nothing yet. */
export function warnOfFraud(world: World, charge: Stored<"charge">): Stripe.Radar.EarlyFraudWarning {
  const { account, object } = charge;
  const created = unixSeconds(world);
  const intent = idOf(object.payment_intent);
  const warning: Stripe.Radar.EarlyFraudWarning = {
    id: newStripeId("issfr"),
    object: "radar.early_fraud_warning",
    actionable: !object.refunded && !object.disputed,
    charge: charge.id,
    created,
    fraud_type: "unauthorized_use_of_card",
    livemode: false,
    ...(intent === null ? {} : { payment_intent: intent }),
  };
  const kind = "radar.early_fraud_warning";
  world.objects.insert({ kind, id: warning.id, account, created, object: warning, hidden: null });
  emitEvent(world, { type: "radar.early_fraud_warning.created", object: warning, account });
  return warning;
}

export const earlyFraudWarningEndpoints = [
  endpoint({
    method: "GET",
    path: "/v1/radar/early_fraud_warnings/:id",
    params: params<Stripe.Radar.EarlyFraudWarningRetrieveParams>()({ expand: expand() }),
    run: ({ world, account, ids }) => {
      const id = ids.id ?? "";
      const found = world.objects.find("radar.early_fraud_warning", id, account);
      return found?.object ?? noSuch("early fraud warning", id);
    },
  }),
  endpoint({
    method: "GET",
    path: "/v1/radar/early_fraud_warnings",
    params: params<Stripe.Radar.EarlyFraudWarningListParams>()({
      ...paging,
      created: createdFilter(),
      charge: text().exactOptional(),
      payment_intent: text().exactOptional(),
    }),
    run: ({ world, account, params: { charge, payment_intent, ...page } }) =>
      listPage(world, "radar.early_fraud_warning", "/v1/radar/early_fraud_warnings", page, {
        account,
        where: { "$.charge": charge, "$.payment_intent": payment_intent },
      }),
  }),
];
