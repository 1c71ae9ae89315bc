import type { OrderWindows, ReviewWindows } from "@vc/client";
import { pageContext } from "./page-context.ts";
import { read, readIfPossible } from "./reading.ts";

/** Numbers of the product rules that pages speak of. Words take them as parameters and never contain them. */
export interface Policy extends OrderWindows, ReviewWindows {
  /** Between 0 and 1, VAT included. */
  readonly commissionShare: number;
}

let lastRead: Policy | undefined;

/**
 * The windows, the commission and the formula of the score of this platform, as its services are configured. They change
 * with a restart of a service and no sooner, so what was read last serves while a service is away.
 *
 * @throws PageFailure where they could never be read
 */
export async function loadPolicy(): Promise<Policy> {
  const { api } = pageContext();
  const orders = api.GET("/v1/orders/windows");
  const payments = api.GET("/v1/payments/terms");
  const reviews = api.GET("/v1/reviews/windows");
  const [windows, terms, ofReviews] = await (lastRead === undefined
    ? Promise.all([read(orders), read(payments), read(reviews)])
    : Promise.all([readIfPossible(orders), readIfPossible(payments), readIfPossible(reviews)]));
  if (windows !== null && terms !== null && ofReviews !== null) {
    lastRead = { ...windows, ...ofReviews, commissionShare: terms.commissionShare };
  }
  if (lastRead === undefined) throw new Error("the policy was read without a result");
  return lastRead;
}

/** R28: the platform's part of an amount in cents, halves up, as the payments service rounds it. */
export function shareOf(cents: number, { commissionShare }: Pick<Policy, "commissionShare">): number {
  const basisPoints = Math.round(commissionShare * 10_000);
  return Math.floor((2 * cents * basisPoints + 10_000) / 20_000);
}
