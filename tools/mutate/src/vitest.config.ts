import { join } from "node:path";
import { defineConfig } from "vitest/config";

const collected = join(import.meta.dirname, "collected-tests.ts");

/** Unit tests that are imported here register with `collected-tests.ts` in Vitest's place, to be run again and again. */
export default defineConfig({
  root: join(import.meta.dirname, "../../.."),
  plugins: [
    {
      name: "collect-tests",
      enforce: "pre",
      resolveId: (source, importer) =>
        source === "vitest" && importer !== undefined && /\.unit\.test\.ts$/.test(importer)
          ? collected
          : null,
    },
  ],
  test: { include: ["tools/mutate/src/*.mutate.test.ts"], testTimeout: 60_000, hookTimeout: 60_000 },
});
