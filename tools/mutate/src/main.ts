import { spawnSync } from "node:child_process";
import { join } from "node:path";

/**
 * `npm run mutate`: breaks each row of the lifecycle tables in turn, and fails where no unit test notices.
 * `npm run mutate -- orders`: those of one service.
 */
const workspace = join(import.meta.dirname, "../../..");
const vitest = join(workspace, "node_modules/vitest/vitest.mjs");
const config = join(workspace, "tools/mutate/src/vitest.config.ts");
const services = process.argv.slice(2).map((service) => `--project=${service}`);
const { status } = spawnSync(process.execPath, [vitest, "run", "--config", config, ...services], {
  stdio: "inherit",
  cwd: workspace,
});
process.exit(status ?? 1);
