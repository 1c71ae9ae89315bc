import { type PaymentReadDeps, readCharge } from "../payments/read-payment.ts";
import { readDispute, readRefund, readTransfer } from "../payments/read-returns.ts";
import { type PayoutReadDeps, readPayout } from "../withdrawals/read-payout.ts";
import type { Reread } from "./compare-balances.ts";

type Read = (deps: PaymentReadDeps, stripeId: string) => Promise<void>;

/** What reads an object again, by the beginning of its id. Others have nothing that could have been missed. */
const readers: Readonly<Record<string, Read>> = {
  ch: readCharge,
  py: readCharge,
  re: readRefund,
  pyr: readRefund,
  du: readDispute,
  dp: readDispute,
  tr: readTransfer,
};

export function createReread(deps: PaymentReadDeps & PayoutReadDeps): Reread {
  return async (stripeId, stripeAccountId) => {
    const kind = stripeId.split("_", 1)[0] ?? "";
    if (stripeAccountId === undefined) return readers[kind]?.(deps, stripeId);
    if (kind === "po") return readPayout(deps, stripeId, stripeAccountId);
  };
}
