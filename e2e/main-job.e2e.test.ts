import {
  type Deal,
  endsExpired,
  endsQuietly,
  endsRefused,
  endsReviewed,
  mainJob,
  mustBe,
  mustNotOrderAtWrongPrice,
  mustOrderOnce,
  openForBusiness,
} from "@vc/testing/journey";
import { afterEach, beforeAll, describe, it } from "vitest";
import { ledgerMustBalance, newDeal, testWorld } from "./test-platform.ts";

/** Longer than any window of the rules takes on the test platform. */
const LONGEST_WAIT_MS = 60_000;

it("R5, R6: a listing is published once e-mail and payout account are there, and is found by search", async () => {
  await openForBusiness(testWorld());
});

it("R7: ordering at a price that is not the listing's is refused, and nothing is ordered or charged", async () => {
  await mustNotOrderAtWrongPrice(await newDeal());
});

it("R7: one Idempotency-Key gives one order, also to requests that arrive together", async () => {
  await mustOrderOnce(await newDeal());
});

describe.concurrent("an order", () => {
  let deal: Deal;
  beforeAll(async () => {
    deal = await newDeal();
  });
  afterEach(ledgerMustBalance);

  it("R7, R8, R13, R14, R16, R17, R29: goes from price to payout, and all that is wrong on the way is refused", async () => {
    await mainJob(deal);
  });

  it("R10: refused by the seller is refunded in full", async () => {
    await endsRefused(deal);
  });

  it("R16, R32: completes when the buyer reviews what was delivered", async () => {
    await endsReviewed(deal);
  });

  it("R11: expires when the seller is silent for 48 h, and is refunded in full", async () => {
    mustBe("whether it was waited for", await endsExpired(deal, LONGEST_WAIT_MS), "waited");
  });

  it("R16: completes when the buyer is silent for 7 days after the delivery", async () => {
    mustBe("whether it was waited for", await endsQuietly(deal, LONGEST_WAIT_MS), "waited");
  });
});
