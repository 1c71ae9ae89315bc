import { type E2ePlatform, startE2ePlatform } from "@vc/dev";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  export interface ProvidedContext {
    platform: E2ePlatform;
  }
}

/** 48 h pass in 48 s and 7 days in 168 s: long enough to act in time, short enough to wait for. */
const POLICY_TIME_SCALE = 3600;

/** Vitest's global setup of the end-to-end tests: a whole platform of their own, gone when they are done. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { platform, stop } = await startE2ePlatform({
    policyTimeScale: Number(process.env.E2E_POLICY_TIME_SCALE ?? POLICY_TIME_SCALE),
    log: (line) => process.stderr.write(`${line}\n`),
  });
  project.provide("platform", platform);
  return stop;
}
