import type Stripe from "stripe";
import { endpoint, isPlatform } from "../http/endpoint.ts";
import { expand, params } from "../http/params.ts";
import type { World } from "../world.ts";
import { balanceOf } from "./balance-transactions.ts";

export function shownBalance(world: World, account: string): Stripe.Balance {
  const { available, pending } = balanceOf(world, account);
  const euros = (amount: number) => [{ amount, currency: "eur", source_types: { card: amount } }];
  return {
    object: "balance",
    available: euros(available),
    ...(isPlatform(account) ? { connect_reserved: [{ amount: 0, currency: "eur" }] } : {}),
    livemode: false,
    pending: euros(pending),
    refund_and_dispute_prefunding: { available: euros(0), pending: euros(0) },
  };
}

export const balanceEndpoints = [
  endpoint({
    method: "GET",
    path: "/v1/balance",
    params: params<Stripe.BalanceRetrieveParams>()({ expand: expand() }),
    run: ({ world, account }) => shownBalance(world, account),
  }),
];
