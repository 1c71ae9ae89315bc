import { join } from "node:path";
import { defineConfig } from "vitest/config";
import { servicesUnderMutation, WORKSPACE } from "./lifecycles.ts";

const collected = join(import.meta.dirname, "collected-tests.ts");

/** Unit tests that are imported here register with `collected-tests.ts` in Vitest's place, to be run again and again. */
const collectTests = {
  name: "collect-tests",
  enforce: "pre",
  resolveId: (source: string, importer: string | undefined) =>
    source === "vitest" && importer !== undefined && /\.unit\.test\.ts$/.test(importer) ? collected : null,
} as const;

/** One project for each service: `npm run mutate -- --project orders` breaks the tables of one. */
export default defineConfig({
  root: WORKSPACE,
  test: {
    projects: servicesUnderMutation().map(({ service }) => ({
      plugins: [collectTests],
      test: {
        name: service,
        include: ["tools/mutate/src/lifecycles.mutate.test.ts"],
        env: { SERVICE_UNDER_MUTATION: service },
        testTimeout: 60_000,
        hookTimeout: 60_000,
      },
    })),
  },
});
