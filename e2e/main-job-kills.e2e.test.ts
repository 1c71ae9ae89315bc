import { mainJob, mustHold } from "@vc/testing/journey";
import { afterEach, it } from "vitest";
import { crash, ledgerMustBalance, newDeal, testWorld } from "./test-platform.ts";

afterEach(ledgerMustBalance);

it.each([
  ["orders", /^orders for/],
  ["orders", /^accepts/],
  ["payments", /^pays with a card that is declined/],
  ["payments", /^approves/],
] as const)(
  "R7, R8, R17: the main job passes though %s is killed after a step (%s)",
  async (service, step) => {
    let kills = 0;
    const world = testWorld((_who, what) => {
      if (!step.test(what) || kills > 0) return;
      kills += 1;
      void crash(service);
    });
    await mainJob(await newDeal(world));
    mustHold(`a kill of ${service}`, kills === 1, kills);
  },
);
