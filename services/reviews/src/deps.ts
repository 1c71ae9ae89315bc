import { addAccountConsumers, type BuiltService, type Platform } from "@vc/service";
import { addDataExportConsumers } from "./account-closing/data-export.ts";
import { createErasure } from "./account-closing/erasure.ts";
import { createAccounts } from "./accounts/accounts.ts";
import { buildApp } from "./app.ts";
import type { ReviewsConfig } from "./config.ts";
import { addOrderConsumers } from "./orders/consumers.ts";
import { createOrderStore } from "./orders/store.ts";
import { createReportStore } from "./reports/store.ts";
import { reviewPolicy } from "./reviews/policy.ts";
import { createReviewStore } from "./reviews/store.ts";
import { learnOfOrder } from "./reviews/write-review.ts";
import { createStandings } from "./standings/follow-standing.ts";
import { createStandingStore } from "./standings/store.ts";

type Config = Pick<ReviewsConfig, "POLICY_TIME_SCALE">;

export type ReviewsParts = ReturnType<typeof createReviewsParts>;

/** What the service works with; a test works with it too. */
export function createReviewsParts({ database, bus, clock }: Platform, config: Config) {
  const orders = createOrderStore(database);
  const reviews = createReviewStore(database);
  const standings = createStandings({
    bus,
    clock,
    orders,
    reviews,
    standings: createStandingStore(database),
  });
  return {
    bus,
    clock,
    policy: reviewPolicy(config.POLICY_TIME_SCALE),
    accounts: createAccounts(database),
    orders,
    reviews,
    reports: createReportStore(database),
    standings,
    recalculateStanding: standings.recalculate,
  };
}

/** The whole of reviews: what it stores, hears and answers. */
export async function composeReviews(
  platform: Platform,
  config: Config,
  parts: ReviewsParts = createReviewsParts(platform, config),
): Promise<BuiltService> {
  const { bus, clock, accounts, reviews, reports } = parts;
  const erasure = createErasure({ bus, clock, reviews, reports });
  addAccountConsumers(bus, "accounts", {
    keep: accounts.keep,
    close: async (account, tx) => {
      await accounts.close(account, tx);
      erasure.begin(account.accountId, tx);
    },
  });
  addDataExportConsumers(bus, reviews, reports);
  addOrderConsumers(bus, (news, tx) => learnOfOrder(parts, news, tx));
  return { app: await buildApp({ ...platform, ...parts }) };
}
