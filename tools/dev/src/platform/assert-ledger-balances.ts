import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { WORKSPACE } from "../workspace.ts";
import type { E2ePlatform } from "./e2e-platform.ts";

const command = [join(WORKSPACE, "services/payments/src/cli.ts"), "check"];

/**
 * R27: runs the command that checks the invariants of the live ledger against a platform.
 *
 * @throws Error with the findings
 */
export function assertLedgerBalances({
  mongoUrl,
  databasePrefix,
}: Pick<E2ePlatform, "mongoUrl" | "databasePrefix">): void {
  const env = { ...process.env, MONGO_URL: mongoUrl, MONGO_DATABASE: `${databasePrefix}payments` };
  const { status, stdout, stderr } = spawnSync(process.execPath, command, { env, encoding: "utf8" });
  if (status !== 0) throw new Error(`the ledger does not balance:\n${stdout}${stderr}`);
}
