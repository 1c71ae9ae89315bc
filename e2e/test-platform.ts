import { spawnSync } from "node:child_process";
import { join } from "node:path";
import type { E2ePlatform } from "@vc/dev";
import { inject } from "vitest";
import type { Deal } from "./journey/deal.ts";
import { register, verifyEmail } from "./journey/people.ts";
import { openShop } from "./journey/shop.ts";
import { type Say, type World, worldAt } from "./journey/world.ts";

/** The platform that the run's global setup started. */
export function testWorld(say?: Say): World {
  return worldAt(inject("platform"), say);
}

/** Two people new to the platform, one with a listing that the other can order. */
export async function newDeal(world: World = testWorld()): Promise<Deal> {
  const [seller, buyer] = await Promise.all([
    register(world, "Sélim", "fr"),
    register(world, "Bertille", "en"),
  ]);
  const [offer] = await Promise.all([openShop(world, seller), verifyEmail(world, buyer)]);
  return { world, buyer, seller, offer };
}

const root = join(import.meta.dirname, "..");

/** R27, for the platform of the run: see `ledgerMustBalanceOf`. */
export function ledgerMustBalance(): void {
  ledgerMustBalanceOf(inject("platform"));
}

/**
 * R27: runs the command that checks the invariants of the live ledger against a platform.
 *
 * @throws Error with what it found, when one does not hold
 */
export function ledgerMustBalanceOf({
  mongoUrl,
  databasePrefix,
}: Pick<E2ePlatform, "mongoUrl" | "databasePrefix">): void {
  const command = [join(root, "services/payments/src/cli.ts"), "check"];
  const env = { ...process.env, MONGO_URL: mongoUrl, MONGO_DATABASE: `${databasePrefix}payments` };
  const { status, stdout, stderr } = spawnSync(process.execPath, command, { env, encoding: "utf8" });
  if (status !== 0) throw new Error(`the ledger does not balance:\n${stdout}${stderr}`);
}
