import { join } from "node:path";

/** The root of the workspace. */
export const WORKSPACE = join(import.meta.dirname, "../../..");
/** Where `npm start` keeps its state and tests keep what is costly to get; not under version control. */
export const STATE_DIR = join(WORKSPACE, ".dev");
/** Vitest's JSON reports of the last run, one for each kind of test. */
export const TEST_REPORTS = join(STATE_DIR, "test-reports");
