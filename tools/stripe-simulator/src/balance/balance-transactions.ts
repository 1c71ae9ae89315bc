import type Stripe from "stripe";
import { endpoint } from "../http/endpoint.ts";
import { listPage } from "../http/list.ts";
import { createdFilter, expand, paging, params, text } from "../http/params.ts";
import { noSuch } from "../http/refusals.ts";
import { newStripeId, unixSeconds, type World } from "../world.ts";

/**
 * Books a movement on an account's balance; the amount is signed, the fee is not, both in cents. Funds are available
 * at once, where Stripe lets days pass. Gives the transaction.
 */
export function bookMovement(
  world: World,
  movement: {
    account: string;
    type: Stripe.BalanceTransaction.Type;
    reportingCategory: string;
    amount: number;
    fee?: number;
    source: string;
    description: string | null;
  },
): Stripe.BalanceTransaction {
  const id = newStripeId("txn");
  const created = unixSeconds(world);
  const fee = movement.fee ?? 0;
  const object: Stripe.BalanceTransaction = {
    id,
    object: "balance_transaction",
    amount: movement.amount,
    available_on: created,
    balance_type: "payments",
    created,
    currency: "eur",
    description: movement.description,
    exchange_rate: null,
    fee,
    fee_details:
      fee === 0
        ? []
        : [
            {
              amount: fee,
              application: null,
              currency: "eur",
              description: movement.type === "adjustment" ? "Dispute fee" : "Stripe processing fees",
              type: "stripe_fee",
            },
          ],
    net: movement.amount - fee,
    reporting_category: movement.reportingCategory,
    source: movement.source,
    status: "available",
    type: movement.type,
  };
  world.objects.insert({
    kind: "balance_transaction",
    id,
    account: movement.account,
    created,
    object,
    hidden: null,
  });
  return object;
}

/** What an account has, in cents; negative when it owes. */
export function balanceOf(world: World, account: string): number {
  return world.objects.sum("balance_transaction", account, "$.net");
}

export const balanceTransactionEndpoints = [
  endpoint({
    method: "GET",
    path: "/v1/balance_transactions/:id",
    params: params<Stripe.BalanceTransactionRetrieveParams>()({ expand: expand() }),
    run: ({ world, account, ids }) => {
      const id = ids.id ?? "";
      return (
        world.objects.find("balance_transaction", id, account)?.object ?? noSuch("balance transaction", id)
      );
    },
  }),
  endpoint({
    method: "GET",
    path: "/v1/balance_transactions",
    params: params<Stripe.BalanceTransactionListParams>()({
      ...paging,
      created: createdFilter(),
      currency: text().exactOptional(),
      payout: text().exactOptional(),
      source: text().exactOptional(),
      type: text().exactOptional(),
    }),
    run: ({ world, account, params: { currency, source, type, payout, ...page } }) =>
      listPage(world, "balance_transaction", "/v1/balance_transactions", page, {
        account,
        // Payouts here are manual, and Stripe files nothing but the payout itself under a manual one.
        where: { "$.currency": currency, "$.source": source ?? payout, "$.type": type },
      }),
  }),
];
