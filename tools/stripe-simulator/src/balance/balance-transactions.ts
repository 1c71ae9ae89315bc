import type Stripe from "stripe";
import { endpoint } from "../http/endpoint.ts";
import { listPage } from "../http/list.ts";
import { createdFilter, expand, paging, params, text } from "../http/params.ts";
import { noSuch } from "../http/refusals.ts";
import { schedule } from "../scheduler/jobs.ts";
import { newStripeId, nowMs, unixSeconds, type World } from "../world.ts";

export type Movement = {
  account: string;
  type: Stripe.BalanceTransaction.Type;
  reportingCategory: string;
  /** Signed, in cents. */
  amount: number;
  /** Not signed, in cents. */
  fee?: number;
  /** Null: the movement is about no object, as a fee that Stripe bills each month. */
  source: string | null;
  description: string | null;
  /** Unix seconds; at once when not given. Until then it is in the pending balance. */
  availableOn?: number;
};

/** Books a movement on an account's balance. Gives the transaction. */
export function bookMovement(world: World, movement: Movement): Stripe.BalanceTransaction {
  const id = newStripeId("txn");
  const created = unixSeconds(world);
  const fee = movement.fee ?? 0;
  const availableOn = Math.max(movement.availableOn ?? created, created);
  const isPending = availableOn > created;
  const object: Stripe.BalanceTransaction = {
    id,
    object: "balance_transaction",
    amount: movement.amount,
    available_on: availableOn,
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
    status: isPending ? "pending" : "available",
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
  if (isPending) schedule(world, { kind: "release_funds", target: id }, availableOn * 1000 - nowMs(world));
  else if (movement.amount > 0) retryRefundsSoon(world, movement.account);
  return object;
}

/** Refunds that wait for funds of this account are tried again. Without them nothing happens. */
export function retryRefundsSoon(world: World, account: string): void {
  if (world.settings.realism.areRefundsFunded) schedule(world, { kind: "fund_refunds", target: account }, 0);
}

/** What an account has, in cents, negative when it owes: what it can use, and what settles later. */
export function balanceOf(world: World, account: string): { available: number; pending: number } {
  const sumOf = (status: string) =>
    world.objects.sum("balance_transaction", account, "$.net", { "$.status": status });
  return { available: sumOf("available"), pending: sumOf("pending") };
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
        // Stripe files nothing but the payout itself under a manual one; the simulator does so under automatic ones too.
        where: { "$.currency": currency, "$.source": source ?? payout, "$.type": type },
      }),
  }),
];
