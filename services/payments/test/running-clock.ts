import type { FakeClock } from "@vc/testing";

/**
 * A clock that runs, and that a test can put forward. Stripe's clock and the service's have to agree, and leases and
 * delays of the simulator pass by themselves.
 */
export function runningClock(): FakeClock {
  let aheadMs = 0;
  return {
    now: () => new Date(Date.now() + aheadMs),
    advance: (ms) => {
      aheadMs += ms;
    },
    set: (time) => {
      aheadMs = new Date(time).getTime() - Date.now();
    },
  };
}
