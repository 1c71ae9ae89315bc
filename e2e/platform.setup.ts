import { type E2ePlatform, findChromium, startE2ePlatform } from "@vc/dev";
import { startTraceCollector } from "@vc/testing";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  export interface ProvidedContext {
    platform: E2ePlatform;
    /** Where the platform sends its traces. */
    traceCollectorUrl: string;
    /** The program of the browser that pages are tested in. */
    chromiumPath: string;
  }
}

/** 48 h pass in 12 s: long enough to act in time, short enough to wait for. */
const POLICY_TIME_SCALE = 14_400;

/** Windows that would still be long: 20 s to pay, and 18 s for an answer to a delivery. */
const WINDOWS = { PAYMENT_WINDOW: "PT20S", COMPLETION_WINDOW: "P3D" };

/** Accounts are closed as they are in production, only without the wait for the last access token (R42). */
const CLOSING = { CLOSING_GRACE_SECONDS: "1", CLOSING_GRACE: "PT1S" };

/** Everything that is ever logged, for the test that looks for secrets in it. */
const LOGGING = { LOG_LEVEL: "debug" };

/** Vitest's global setup of the end-to-end tests: a whole platform of their own, gone when they are done. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const log = (line: string) => process.stderr.write(`${line}\n`);
  const [collector, chromiumPath] = await Promise.all([startTraceCollector(), findChromium(log)]);
  const { platform, stop } = await startE2ePlatform({
    policyTimeScale: Number(process.env.E2E_POLICY_TIME_SCALE ?? POLICY_TIME_SCALE),
    environment: { ...WINDOWS, ...CLOSING, ...LOGGING, OTEL_EXPORTER_OTLP_ENDPOINT: collector.url },
    log,
  });
  project.provide("platform", platform);
  project.provide("traceCollectorUrl", collector.url);
  project.provide("chromiumPath", chromiumPath);
  return async () => {
    await stop();
    await collector.stop();
  };
}
