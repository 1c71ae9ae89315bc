import { join } from "node:path";
import * as dev from "@vc/dev";
import { createDeal, type Deal, type Say, type World, worldAt } from "@vc/testing/journey";
import { inject } from "vitest";

/** What tests do with the platform that the run's global setup started. */

export { STORED_SERVICES } from "@vc/dev";

export function testWorld(say?: Say): World {
  return worldAt(inject("platform"), say);
}

/** A new seller with a published listing, and a new buyer. */
export function newDeal(world: World = testWorld()): Promise<Deal> {
  return createDeal(world);
}

/** R27. @throws Error with the findings */
export function ledgerMustBalance(): void {
  dev.assertLedgerBalances(inject("platform"));
}

/** Kills a process of the platform, as a crash would. Its launcher starts it again. */
export function crash(service: Parameters<typeof dev.crash>[1]): Promise<void> {
  return dev.crash(inject("platform"), service);
}

/** The private key that accounts signs access tokens with, as PEM. */
export async function tokenSigningKey(): Promise<string> {
  return (await dev.developmentSecrets(inject("platform").stateDir)).tokenSigningKey;
}

/** Python with openapi-python-client, installed at the first call; or why it cannot be had. */
export function pythonClientGenerator(): ReturnType<typeof dev.pythonEnvironment> {
  const say = (line: string) => process.stdout.write(`${line}\n`);
  return dev.pythonEnvironment(join(dev.STATE_DIR, "python-client"), "openapi-python-client==0.29.1", say);
}
