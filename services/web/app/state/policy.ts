import { pageContext } from "./page-context.ts";
import { read, readIfPossible } from "./reading.ts";

/** Numbers of the product rules that pages speak of. Words take them as parameters and never contain them. */
export interface Policy {
  readonly paymentMs: number;
  readonly acceptanceMs: number;
  /** What one day of a delivery time counts. */
  readonly deliveryDayMs: number;
  readonly completionMs: number;
  readonly revisionAnswerMs: number;
  readonly cancellationAnswerMs: number;
  /** From payment until support takes over a dispute, and until every order ends (R26). */
  readonly escalationMs: number;
  readonly capMs: number;
  /** Between 0 and 1, VAT included. */
  readonly commissionShare: number;
}

let lastRead: Policy | undefined;

/**
 * The windows and the commission of this platform, as its services are configured. They change with a restart of a service
 * and no sooner, so what was read last serves while a service is away.
 *
 * @throws PageFailure where they could never be read
 */
export async function loadPolicy(): Promise<Policy> {
  const { api } = pageContext();
  const asked = [api.GET("/v1/orders/windows"), api.GET("/v1/payments/terms")] as const;
  const known = lastRead;
  const [windows, terms] = await (known === undefined
    ? Promise.all([read(asked[0]), read(asked[1])])
    : Promise.all([readIfPossible(asked[0]), readIfPossible(asked[1])]));
  if (windows !== null && terms !== null) {
    lastRead = { ...windows, commissionShare: terms.commissionShare };
  }
  if (lastRead === undefined) throw new Error("the policy was read without a result");
  return lastRead;
}

/** R28: the platform's part of an amount in cents, halves up, as the payments service rounds it. */
export function shareOf(cents: number, { commissionShare }: Pick<Policy, "commissionShare">): number {
  const basisPoints = Math.round(commissionShare * 10_000);
  return Math.floor((2 * cents * basisPoints + 10_000) / 20_000);
}
