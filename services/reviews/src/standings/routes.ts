import { sellersEndpoints as endpoints, reviewsEndpoints } from "@vc/contracts";
import { type App, addEndpoint, notFound } from "@vc/http";
import type { Accounts } from "../accounts/accounts.ts";
import type { OrderStore } from "../orders/store.ts";
import type { ReviewPolicy } from "../reviews/policy.ts";
import type { ReviewStore } from "../reviews/store.ts";
import { explainStanding } from "./explain-standing.ts";
import type { Standings } from "./follow-standing.ts";
import { share, standingFormula } from "./standing.ts";

export interface SellerRoutesDeps {
  readonly accounts: Accounts;
  readonly orders: OrderStore;
  readonly reviews: ReviewStore;
  readonly standings: Standings;
  readonly policy: ReviewPolicy;
}

export function addSellerRoutes(app: App, deps: SellerRoutesDeps): void {
  const { accounts, orders, reviews, standings, policy } = deps;

  // Here and not beside the reviews, which stand below the score.
  addEndpoint(app, reviewsEndpoints.getReviewWindows, async () => ({
    reviewMonths: policy.reviewMonths,
    replyEditMs: policy.replyEditMs,
    standing: standingFormula,
  }));

  addEndpoint(app, endpoints.getOwnStanding, async ({ caller }) =>
    explainStanding(await standings.standingNow(caller.accountId)),
  );

  addEndpoint(app, endpoints.getSeller, async ({ params: { accountId } }) => {
    const account = await accounts.find(accountId);
    if (account === null) throw notFound("There is no such seller.");
    const [standing, distribution, completedSales, replied] = await Promise.all([
      standings.standingNow(accountId),
      reviews.countStars(accountId),
      orders.countCompleted(accountId),
      reviews.countReplied(accountId),
    ]);
    const { score, ratingMean, ratingCount, refusalRate, onTimeRate, unjustifiedCancellations } = standing;
    return {
      id: accountId,
      displayName: account.displayName,
      bio: account.bio,
      memberSince: account.memberSince.toISOString(),
      rating: { mean: ratingMean, count: ratingCount, distribution },
      standing: {
        score,
        contributions: standing.contributions.map(({ kind, effect }) => ({ kind, effect })),
      },
      completedSales,
      refusalRate,
      onTimeRate,
      unjustifiedCancellations,
      replyRate: share(replied, ratingCount),
    };
  });
}
