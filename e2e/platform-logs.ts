import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { inject } from "vitest";

/** What every process of the run has said so far, in this file and in those before it. */
export function platformLogs(): { name: string; text: string }[] {
  const { logDir } = inject("platform");
  return readdirSync(logDir).map((name) => ({ name, text: readFileSync(join(logDir, name), "utf8") }));
}
