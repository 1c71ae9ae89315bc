import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { type Faults, noFaults } from "./faults.ts";
import { describeWorld } from "./report.ts";
import { runWorld } from "./run-world.ts";
import type { Situation } from "./situations.ts";

const ORDERS = 60;
/** So many worlds are tried for a situation; seeds come from its name. */
const WORLDS = 20;

/** What brings each situation about, in worlds where processes die and calls fail as well. */
const strong = {
  "a payment settles later": { slowFunds: 1 },
  "a refund waits for funds": { slowFunds: 1 },
  "a refund that waits is ended by a bank": { slowFunds: 1, chargeback: 0.5 },
  "a lost dispute is appealed": { chargeback: 0.5, changedVerdict: 0.6 },
  "a lost dispute is won after all": { chargeback: 0.5, changedVerdict: 0.6 },
  "a won dispute is lost after all": { chargeback: 0.5, changedVerdict: 0.6 },
  "a transfer is reversed in the dashboard": { outsideReversal: 0.5 },
  "a transfer waits for funds": { outsideReversal: 0.8, slowFunds: 1, chargeback: 0.8 },
  "an account is closed": { lostAccount: 1, outsideReversal: 0.2 },
  "an account is rejected": { lostAccount: 1, chargeback: 0.3 },
  "a lost account is replaced": { lostAccount: 1, slowFunds: 0.5 },
} as const satisfies Partial<Record<Situation, Partial<Faults>>>;

const common = { ...noFaults, crash: 0.02, stripeAnswerLost: 0.1, droppedWebhook: 0.2, meeting: 0.1 };

describe("worlds in which Stripe is unkind", () => {
  // The keys of the table.
  it.each(Object.keys(strong) as (keyof typeof strong)[])(
    "R27, R31: meet “%s”, and end with every cent in its place",
    { timeout: 120_000 },
    async (situation) => {
      const firstSeed = createHash("sha256").update(situation).digest().readUIntBE(0, 5);
      let met = 0;
      for (let world = 0; world < WORLDS && met === 0; world++) {
        const result = await runWorld({
          seed: firstSeed + world,
          orders: ORDERS,
          faults: { ...common, ...strong[situation] },
        });
        expect(result.failure === null ? "" : describeWorld(result)).toBe("");
        met += result.situations[situation] ?? 0;
      }
      expect(met).toBeGreaterThan(0);
    },
  );
});
