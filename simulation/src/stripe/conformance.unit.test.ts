import fc from "fast-check";
import { expect, it } from "vitest";
import {
  accountEvents,
  connectedEvents,
  platformEvents,
} from "../../../services/payments/src/webhooks/process-event.ts";
import { createSameIds, differences, outcomeOf } from "../../test/conformance/compare.ts";
import { type Choice, type OperationName, operationsAt } from "../../test/conformance/operations.ts";
import { type Side, simulationSide, simulatorSide } from "../../test/conformance/side.ts";

/**
 * The simulation has a small payment provider of its own, for speed (ADR 26). This test plays the same calls against it
 * and against tools/stripe-simulator, and compares every answer, every refusal and every event.
 *
 * Not compared, because the simulation's provider leaves it out on purpose:
 * - a fee that becomes known late: the simulator knows it at once;
 * - refunds that fail after they were made;
 * - events that only repeat known facts: `repeating`.
 */
const START = Date.UTC(2026, 0, 5, 9);

/** Events of the simulator after which a read at Stripe finds nothing new. The simulation saves their reads. */
const repeating = [
  "refund.updated",
  "charge.refund.updated",
  "charge.refunded",
  "payout.created",
  "v2.core.account.updated",
  "v2.core.account[requirements].updated",
];
// Each table's keys are types of events.
const typesOf = <Type extends string>(table: Readonly<Record<Type, unknown>>) =>
  (Object.keys(table) as Type[]).filter((type) => !repeating.includes(type));

/** Events of accounts cannot be listed from a given time on: payments stops reading at the time of its last poll. */
const RECENT_MS = 24 * 60 * 60_000;

/** The events of a side that payments acts on, newest first. */
async function eventsOf({ stripe, ids }: Side, nowMs: number) {
  const page = { created: { gte: START / 1_000 }, limit: 100 };
  const { data: platform } = await listed(stripe.events.list({ types: typesOf(platformEvents), ...page }));
  const connected = [];
  for (const stripeAccount of ids.accounts) {
    const types = typesOf(connectedEvents);
    // Of an account that is lost for good nothing is listed any more.
    connected.push(await outcomeOf(() => listed(stripe.events.list({ types, ...page }, { stripeAccount }))));
  }
  const { data: all } = await listed(
    stripe.v2.core.events.list({ types: typesOf(accountEvents), limit: 100 }),
  );
  const accounts = all.filter(
    (event) =>
      new Date(event.created).getTime() >= nowMs - RECENT_MS &&
      // Stripe reports the two capabilities of a recipient one by one; they change together.
      (!("data" in event) || JSON.stringify(event.data).includes("stripe_transfers")),
  );
  return { platform, connected, accounts };
}

async function listed<T>(list: AsyncIterable<T>): Promise<{ data: T[] }> {
  const data: T[] = [];
  for await (const item of list) data.push(item);
  return { data };
}

/** One operation with its input, or a wait. `again` sends the same request with its key a second time. */
type Move =
  | (Choice & { readonly operation: OperationName; readonly again: "no" | "same" | "other amount" })
  | { readonly waitMs: number };

interface Difference {
  readonly after: Move;
  readonly found: readonly string[];
}

/** Plays moves on both sides until they differ. */
async function play(moves: readonly Move[], settlesAfterMs: number): Promise<Difference | null> {
  let current = START;
  const now = () => current;
  const operations = operationsAt(now);
  const [ours, theirs] = [simulationSide(now, settlesAfterMs), simulatorSide(now, settlesAfterMs)];
  const same = createSameIds();

  async function call(operation: OperationName, choice: Choice): Promise<string[]> {
    const on = (side: Side) => outcomeOf(() => operations[operation](side, choice));
    return differences(await on(ours), await on(theirs), same);
  }

  async function take(move: Move): Promise<string[]> {
    if ("waitMs" in move) {
      current += move.waitMs;
      for (const side of [ours, theirs]) side.passTime();
      return [];
    }
    const first = await call(move.operation, move);
    if (move.again === "no") return first;
    const cents = move.again === "same" ? move.cents : move.cents + 1;
    return [...first, ...(await call(move.operation, { ...move, cents }))];
  }

  try {
    for (const move of moves) {
      const found = await take(move);
      found.push(
        ...differences(await eventsOf(ours, current), await eventsOf(theirs, current), same, "events"),
      );
      if (found.length > 0) return { after: move, found };
    }
    return null;
  } finally {
    await theirs.close();
  }
}

/** The beginning of each run, without which most calls would be refused: a paid session and a seller. */
const prelude: readonly Move[] = (["create_session", "pay", "create_account", "verify_account"] as const).map(
  (operation) => ({
    operation,
    which: operation === "create_session" ? 2 : 0,
    cents: 20_000,
    key: operation,
    again: "no",
  }),
);

// The names are those of the operations.
const names = Object.keys(operationsAt(() => START)) as OperationName[];
const anOperation = fc.record({
  operation: fc.constantFrom(...names),
  which: fc.nat({ max: 5 }),
  cents: fc.oneof(fc.integer({ min: 1, max: 20_000 }), fc.constantFrom(1, 49, 50, 10_000, 20_000)),
  key: fc.uuid(),
  again: fc.constantFrom("no", "no", "no", "same", "other amount"),
});
const aWait = fc.record({
  waitMs: fc.constantFrom(1_000, 31 * 60_000, 2 * 60 * 60_000, 25 * 60 * 60_000),
});
const someMoves = fc.array(fc.oneof({ weight: 8, arbitrary: anOperation }, { weight: 1, arbitrary: aWait }), {
  maxLength: 25,
});

/** From a payment to its money: at once, within the day, after days. */
const settlements = fc.constantFrom(0, 60 * 60_000, 3 * 24 * 60 * 60_000);

it("R31: the simulation's payment provider answers and reports as the Stripe simulator does", async () => {
  await fc.assert(
    fc.asyncProperty(someMoves, settlements, async (moves, settlesAfterMs) => {
      expect(await play([...prelude, ...moves], settlesAfterMs)).toBeNull();
    }),
    { numRuns: 40 },
  );
}, 120_000);
