import { unixSeconds, type World } from "../world.ts";
import { type Refusal, refuse } from "./refusals.ts";

export type RateLimit = { isReached(world: World): boolean };

/** Counts the requests of each second, and says when there are more than the settings allow. */
export function createRateLimit(): RateLimit {
  let second = 0;
  let count = 0;
  return {
    isReached(world) {
      const limit = world.settings.realism.requestsPerSecond;
      if (limit === null) return false;
      const now = unixSeconds(world);
      if (now !== second) {
        second = now;
        count = 0;
      }
      count += 1;
      return count > limit;
    },
  };
}

export function tooManyRequests(): Refusal {
  return refuse(
    "rate_limited",
    "Request rate limit exceeded. You can learn more about rate limits in the docs.",
  );
}
