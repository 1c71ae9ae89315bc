import { inject } from "vitest";

/** Where this run's database and broker are, and the prefix under which everything in them is removed at its end. */
export type TestInfrastructure = { mongoUrl: string; amqpUrl: string; runPrefix: string };

declare module "vitest" {
  export interface ProvidedContext {
    mongoUrls: readonly string[];
    amqpUrl: string;
    runPrefix: string;
  }
}

/** The infrastructure that the run's global setup found or started. Only for `int` tests: others are given none. */
export function testInfrastructure(): TestInfrastructure {
  const mongoUrls = inject("mongoUrls");
  const amqpUrl = inject("amqpUrl");
  const runPrefix = inject("runPrefix");
  // A worker of the run keeps to one of the servers.
  const mongoUrl = mongoUrls?.[Number(process.env.VITEST_POOL_ID ?? 0) % mongoUrls.length];
  if (mongoUrl === undefined || amqpUrl === undefined || runPrefix === undefined) {
    throw new Error(
      "no test infrastructure: this test must be named *.int.test.ts and run in the project `int`",
    );
  }
  return { mongoUrl, amqpUrl, runPrefix };
}
