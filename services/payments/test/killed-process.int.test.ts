import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { EXPIRE_QUEUES_AFTER_MS } from "@vc/testing";
import { afterAll, beforeAll, expect, it } from "vitest";
import { buildTestApp, type TestApp } from "./build-test-app.ts";
import { perform, type Task } from "./crash-task.ts";
import { type TaskName, tasksOf } from "./crash-tasks.ts";
import { openCutoffProxy } from "./cutoff-proxy.ts";

const MAIN = fileURLToPath(new URL("../src/main.ts", import.meta.url));
/** Longer than a lease of the dead process. */
const LEASE_MS = 70_000;

let t: TestApp;
let tasks: Record<TaskName, Task>;
beforeAll(async () => {
  t = await buildTestApp({ isWorking: false });
  tasks = await tasksOf(t);
});
afterAll(() => t.stop());

/**
 * Runs the service as it runs in production, and kills it before the step that follows `steps`, all of them taken.
 *
 * @returns the step before which it was killed
 */
async function runUntil(steps: readonly string[]): Promise<string> {
  const proxy = await openCutoffProxy({ mongoUrl: t.namespace.mongoUrl, stripeUrl: t.simulator.url }, () =>
    service.kill("SIGKILL"),
  );
  const left = [...steps];
  proxy.cutOffBefore(({ label }) => {
    if (left.length === 0) return true;
    if (label === left[0]) left.shift();
    return false;
  });
  const service = spawn(process.execPath, [MAIN], {
    stdio: ["ignore", "ignore", "inherit"],
    env: {
      PATH: process.env.PATH,
      PORT: "0",
      JWKS_URL: "http://127.0.0.1/unused",
      MONGO_URL: proxy.mongoUrl,
      MONGO_DATABASE: t.namespace.dbName,
      AMQP_URL: t.namespace.amqpUrl,
      BUS_NAMESPACE: `${t.namespace.prefix}.`,
      BUS_EXPIRE_QUEUES_AFTER_MS: String(EXPIRE_QUEUES_AFTER_MS),
      STRIPE_SECRET_KEY: "sk_test_payments",
      STRIPE_API_URL: proxy.stripeUrl,
      STRIPE_PLATFORM_WEBHOOK_SECRET: t.secrets.platform,
      STRIPE_CONNECTED_WEBHOOK_SECRET: t.secrets.connected,
      STRIPE_ACCOUNTS_WEBHOOK_SECRET: t.secrets.accounts,
      WORK_POLL_INTERVAL_MS: "100",
      WEB_URL: "https://web.example.test/",
      LOG_LEVEL: "silent",
    },
  });
  try {
    const [[, signal], refused] = await Promise.all([once(service, "exit"), proxy.cutOff]);
    expect(signal).toBe("SIGKILL");
    return refused.label;
  } finally {
    service.kill("SIGKILL");
    await proxy.close();
  }
}

it.each([
  ["refund", ["POST /v1/refunds"]],
  ["refund", ["POST /v1/refunds", "insert journal"]],
  ["refund", ["POST /v1/refunds", "insert outbox", "commitTransaction"]],
  ["transfer", ["POST /v1/transfers"]],
  ["payout", ["POST /v1/payouts"]],
] as const)(
  "R27: makes one %s though the process was killed (kill -9) right after %j",
  async (name, steps) => {
    // The process to be killed has the clock of the machine.
    t.clock.set(new Date().toISOString());
    const piece = await tasks[name].prepare();
    await piece.ask(t);
    await runUntil(steps);
    t.clock.advance(LEASE_MS);
    await perform(piece, t);
    await piece.expectOnce();
    expect(await t.findings()).toEqual([]);
  },
  60_000,
);
