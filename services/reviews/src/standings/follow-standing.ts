import type { Bus, Transaction } from "@vc/bus";
import { StandingChanged } from "@vc/contracts";
import type { Clock } from "@vc/http";
import type { ClientSession } from "mongodb";
import type { OrderStore } from "../orders/store.ts";
import { noStars } from "../reviews/stars.ts";
import type { ReviewStore } from "../reviews/store.ts";
import { type Standing, standingHorizon, standingOf } from "./standing.ts";
import type { PublishedStanding, StandingStore } from "./store.ts";

const TIMER = "standing";

/**
 * Keeps the standing that other services know up to date: after everything that it is made of, and when something
 * becomes too old to count.
 */
export function createStandings(deps: {
  bus: Bus;
  clock: Clock;
  orders: OrderStore;
  reviews: ReviewStore;
  standings: StandingStore;
}) {
  const { bus, clock, orders, reviews, standings } = deps;

  async function standingNow(sellerId: string, session?: ClientSession): Promise<Standing> {
    const now = clock.now();
    const stars = await reviews.countStars(sellerId, session);
    return standingOf(stars, await orders.ofSellerSince(sellerId, standingHorizon(now), session), now);
  }

  /** Computes a seller's standing from what this transaction sees, and publishes it when it changed. */
  async function recalculate(sellerId: string, tx: Transaction): Promise<void> {
    // The lock comes before the reading: of two transactions that each bring one more fact, the second runs again
    // and sees both. Otherwise neither might, and the score would stay wrong until the next event.
    const known = await standings.lock(sellerId, tx.session);
    const standing = await standingNow(sellerId, tx.session);
    const { score, ratingMean, ratingCount, changesAt } = standing;
    const isChanged = !isSame(standing, known ?? newcomer(clock.now()));
    const isTimeChanged = changesAt?.getTime() !== known?.changesAt?.getTime();
    const sequence = (known?.sequence ?? 0) + (isChanged ? 1 : 0);
    if (known === null || isChanged || isTimeChanged)
      await standings.save(sellerId, { score, ratingMean, ratingCount, sequence, changesAt }, tx.session);
    if (isChanged) {
      const data = { sellerId, score, ratingMean, ratingCount };
      tx.publish(StandingChanged, { aggregateId: sellerId, sequence, data });
    }
    if (changesAt !== null && isTimeChanged) {
      tx.armTimer({ aggregateId: sellerId, kind: TIMER, dueAt: changesAt });
    }
    if (changesAt === null && known?.changesAt) tx.cancelTimer({ aggregateId: sellerId, kind: TIMER });
  }

  bus.onTimer(TIMER, ({ aggregateId }, tx) => recalculate(aggregateId, tx));

  return { standingNow, recalculate };
}

export type Standings = ReturnType<typeof createStandings>;

/** What is taken for known of a seller of whom nothing was published. */
function newcomer(now: Date): Standing {
  return standingOf(noStars, [], now);
}

function isSame(standing: Standing, published: PublishedStanding): boolean {
  return (
    standing.score === published.score &&
    standing.ratingMean === published.ratingMean &&
    standing.ratingCount === published.ratingCount
  );
}
