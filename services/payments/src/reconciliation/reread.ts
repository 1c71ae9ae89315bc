import { type PaymentReadDeps, readCharge } from "../payments/read-payment.ts";
import { readDispute, readRefund } from "../payments/read-returns.ts";
import type { Reread } from "./compare-balances.ts";

type Read = (deps: PaymentReadDeps, stripeId: string) => Promise<void>;

/** What reads an object again, by the beginning of its id. Others have nothing that could have been missed. */
const readers: Readonly<Record<string, Read>> = {
  ch: readCharge,
  py: readCharge,
  re: readRefund,
  du: readDispute,
  dp: readDispute,
};

export function createReread(deps: PaymentReadDeps): Reread {
  return async (stripeId) => readers[stripeId.split("_", 1)[0] ?? ""]?.(deps, stripeId);
}
