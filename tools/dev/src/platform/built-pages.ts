import { join } from "node:path";
import { runCommand } from "../processes/run-command.ts";
import { STATE_DIR, WORKSPACE } from "../workspace.ts";

/** A build takes some 5 s; on a machine that does much else, several times that. */
const BUILD_TIMEOUT_MS = 120_000;

let building: Promise<string> | undefined;

/**
 * The built pages of the web app. They are built once for each state of the sources, so the next start finds them.
 * Call it early and do not wait: the build runs beside the start of database and broker.
 *
 * @returns the folder
 * @throws Error with what the build printed when it failed
 */
export function builtPages(): Promise<string> {
  building ??= build();
  return building;
}

async function build(): Promise<string> {
  const script = join(WORKSPACE, "services/web/build/main.ts");
  const { code, output } = await runCommand(process.execPath, [script, "--cache", join(STATE_DIR, "web")], {
    timeoutMs: BUILD_TIMEOUT_MS,
  });
  if (code !== 0) throw new Error(`the pages of the web app could not be built:\n${output}`);
  return output.trimEnd().split("\n").at(-1) ?? "";
}
