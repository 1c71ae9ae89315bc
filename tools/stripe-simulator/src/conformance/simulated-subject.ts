import assert from "node:assert/strict";
import Stripe from "stripe";
import { type Realism, realistic } from "../realism.ts";
import { startSimulator } from "../simulator.ts";
import type { Subject } from "./behaviour.ts";
import { aRecipient } from "./steps.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** Nothing that the simulator does by itself takes longer. */
const LONGEST_MS = 20 * 24 * HOUR_MS;

/** The simulator at its hardest but for `change`, on a clock that the test moves: days take no time. */
export async function startSimulatedSubject(
  change: Partial<Realism> = {},
): Promise<Subject & { close(): Promise<void> }> {
  let offsetMs = 0;
  const simulator = await startSimulator({
    now: () => new Date(Date.now() + offsetMs),
    realism: { ...realistic(), requestsPerSecond: null, ...change },
    payoutDelayMs: 24 * HOUR_MS,
    disputeDelayMs: MINUTE_MS,
    refundReferenceDelayMs: HOUR_MS,
  });
  const { host, port } = simulator;
  const stripe = new Stripe("sk_test_conformance", { host, port, protocol: "http", maxNetworkRetries: 0 });

  async function control<T>(path: string, body: object = {}): Promise<T> {
    const answer = await fetch(`${simulator.url}/_control/${path}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    assert.ok(answer.ok, `the control API answered ${answer.status} to ${path}`);
    // The caller names what this path answers with.
    return (await answer.json()) as T;
  }

  async function passTime(ms: number): Promise<void> {
    offsetMs += ms;
    await control("jobs/run");
  }

  return {
    stripe,
    control,
    passTime,
    async seller() {
      const { id } = await stripe.v2.core.accounts.create(aRecipient());
      await control(`accounts/${id}/activate`);
      await passTime(10 * MINUTE_MS);
      return id;
    },
    async eventually(what, read) {
      for (let passedMs = 0; passedMs <= LONGEST_MS; passedMs += HOUR_MS) {
        const found = await read();
        if (found !== undefined) return found;
        await passTime(HOUR_MS);
      }
      return assert.fail(`never came: ${what}`);
    },
    close: () => simulator.close(),
  };
}
