import { defineConfig } from "vitest/config";

const hidden = ["**/node_modules/**", ".dev/**"];

/**
 * Three kinds of test and a long form of one of them (`npm run test:faults`), told apart by their suffix (CONTRIBUTING.md):
 * `unit` needs nothing, `int` needs a broker and a database, `e2e` needs the whole platform.
 * The global setups find or start what is needed and fail the run, naming what is missing, where it cannot be had.
 */
export default defineConfig({
  test: {
    reporters: ["default"],
    projects: [
      {
        test: {
          name: "unit",
          include: ["{packages,services,tools,bench,simulation,e2e}/**/*.unit.test.ts"],
          exclude: hidden,
          // Some start a process, which takes a while on a machine that does much else.
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: "int",
          include: ["{packages,services,tools}/**/*.int.test.ts"],
          exclude: hidden,
          globalSetup: ["tools/dev/src/infrastructure/infrastructure.setup.ts"],
          testTimeout: 30_000,
          hookTimeout: 60_000,
          maxWorkers: 2,
        },
      },
      {
        test: {
          name: "faults",
          include: ["tools/faults/src/*.{int,faults}.test.ts"],
          exclude: hidden,
          globalSetup: ["tools/dev/src/infrastructure/infrastructure.setup.ts"],
          testTimeout: 300_000,
          hookTimeout: 120_000,
          maxWorkers: 1,
          fileParallelism: false,
        },
      },
      {
        test: {
          name: "e2e",
          include: ["e2e/**/*.e2e.test.ts"],
          exclude: hidden,
          globalSetup: ["e2e/platform.setup.ts"],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          maxWorkers: 1,
          fileParallelism: false,
        },
      },
    ],
  },
});
