import { addAccountConsumers, type Platform } from "@vc/service";
import { addDataExportConsumers } from "./account-closing/data-export.ts";
import { createErasure } from "./account-closing/erasure.ts";
import { createAccounts } from "./accounts/accounts.ts";
import type { ReviewsConfig } from "./config.ts";
import { followOrders } from "./orders/consumers.ts";
import { createOrderStore } from "./orders/store.ts";
import { createReportStore } from "./reports/store.ts";
import { createReportDesk } from "./reports/work-reports.ts";
import { reviewPolicy } from "./reviews/policy.ts";
import { createReviewStore } from "./reviews/store.ts";
import { createReviewWriter } from "./reviews/write-review.ts";
import { createStandings } from "./standings/follow-standing.ts";
import { createStandingStore } from "./standings/store.ts";

/** Puts the service together. */
export function composeReviews(platform: Platform, config: Pick<ReviewsConfig, "POLICY_TIME_SCALE">) {
  const { database, bus, clock } = platform;
  const policy = reviewPolicy(config.POLICY_TIME_SCALE);
  const accounts = createAccounts(database);
  const orders = createOrderStore(database);
  const reviews = createReviewStore(database);
  const standings = createStandings({
    bus,
    clock,
    orders,
    reviews,
    standings: createStandingStore(database),
  });
  const reports = createReportStore(database);
  const writer = createReviewWriter({ bus, clock, policy, orders, reviews, reports, standings });
  const desk = createReportDesk({
    bus,
    clock,
    reviews,
    reports,
    removeReview: async (tx, review, removal) => void (await writer.removeWithin(tx, review, removal)),
  });

  const erasure = createErasure({ bus, clock, reviews, reports });
  addAccountConsumers(bus, "accounts", {
    keep: accounts.keep,
    close: async (account, tx) => {
      await accounts.close(account, tx);
      erasure.begin(account.accountId, tx);
    },
  });
  addDataExportConsumers(bus, reviews, reports);
  followOrders(bus, writer.learnOfOrder);
  return {
    platform,
    policy,
    accounts,
    orders,
    reviews,
    reports,
    desk,
    standings,
    writer,
  };
}

export type ReviewsDeps = ReturnType<typeof composeReviews>;
