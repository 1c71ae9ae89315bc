import { id, SellerProfile, StandingExplained } from "@vc/contracts";
import { type App, callerOf, notFound } from "@vc/http";
import { z } from "zod";
import type { ReviewsDeps } from "../deps.ts";
import { explainStanding } from "./explain-standing.ts";
import { share } from "./standing.ts";

const tags = ["sellers"];

export function addSellerRoutes(app: App, { accounts, orders, reviews, standings }: ReviewsDeps): void {
  app.get(
    "/v1/sellers/me/standing",
    {
      config: { access: "signed_in" },
      schema: {
        tags,
        summary: "One's own score and every contribution to it",
        response: { 200: StandingExplained },
      },
    },
    async (request) => explainStanding(await standings.standingNow(callerOf(request).accountId)),
  );

  app.get(
    "/v1/sellers/:accountId",
    {
      config: { access: "public" },
      schema: {
        tags,
        summary: "The public profile of a seller",
        params: z.object({ accountId: id("account") }),
        response: { 200: SellerProfile },
      },
    },
    async ({ params: { accountId } }) => {
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
        standing: { score },
        completedSales,
        refusalRate,
        onTimeRate,
        unjustifiedCancellations,
        replyRate: share(replied, ratingCount),
      };
    },
  );
}
