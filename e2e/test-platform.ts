import { inject } from "vitest";
import type { Deal } from "./journey/deal.ts";
import { introduce } from "./journey/introduce.ts";
import { ledgerMustBalanceOf } from "./journey/ledger.ts";
import { type Say, type World, worldAt } from "./journey/world.ts";

/** The platform that the run's global setup started. */
export function testWorld(say?: Say): World {
  return worldAt(inject("platform"), say);
}

/** Two people new to the platform of the run, one with a listing that the other can order. */
export function newDeal(world: World = testWorld()): Promise<Deal> {
  return introduce(world);
}

/** R27, for the platform of the run: see `ledgerMustBalanceOf`. */
export function ledgerMustBalance(): void {
  ledgerMustBalanceOf(inject("platform"));
}
