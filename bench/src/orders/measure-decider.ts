import type { OrderState } from "@vc/contracts";
import { decide } from "@vc/orders/src/orders/decide.ts";
import type { Order } from "@vc/orders/src/orders/order.ts";
import { anOrder, DAY, lastMoment, MINUTE, policy, type Step, steps } from "@vc/orders/test/builders.ts";
import type { OrdersParameters } from "../parameters.ts";
import { median } from "../statistics.ts";

export type DeciderFigures = {
  /** The median of the rounds. */
  readonly decisionsPerSecond: number;
  readonly slowest: number;
  readonly fastest: number;
  /** Per second that the process had a processor, garbage collection included: what other work on the machine leaves alone. */
  readonly perProcessorSecond: number;
  /** How many commands one turn has, and what comes of them. */
  readonly commands: number;
  readonly outcomes: Readonly<Record<string, number>>;
};

const brief = {
  command: { action: "complete_brief", text: "A bakery by the name of Nord; blue, no serifs.", fileIds: [] },
  by: "buyer",
} as const satisfies Step;
const statement = {
  command: { action: "add-statement", text: "The file that was promised is missing." },
  by: "buyer",
} as const satisfies Step;

/** A common life three times, since most orders go that way; then what else happens, repeats, refusals, and lateness. */
const commonLife: readonly (readonly [OrderState, Step, number?])[] = [
  ["awaiting_payment", steps.pay],
  ["pending", brief],
  ["pending", steps.accept],
  ["in_progress", steps.deliver],
  ["delivered", steps.approve],
];
const turn: typeof commonLife = [
  ...commonLife,
  ...commonLife,
  ...commonLife,
  ["pending", steps.refuse],
  ["pending", steps.cancel],
  ["in_progress", steps.requestCancellation],
  ["in_progress", steps.cancelAsSeller],
  ["delivered", steps.requestRevision],
  ["revision_requested", steps.acceptRevision],
  ["revision_requested", steps.refuseRevision],
  ["revision_refused", steps.openDispute],
  ["disputed", statement],
  // A repeated command.
  ["in_progress", steps.accept],
  ["completed", steps.approve],
  // The page that they looked at was old.
  ["in_progress", steps.cancel],
  ["completed", steps.requestRevision],
  // The timer is late: the clock's move is decided along with the command.
  ["pending", steps.accept, 3 * DAY],
  ["delivered", steps.requestRevision, 8 * DAY],
];

/** How quick the pure decider is on one thread, without a database or a network. */
export function measureDecider(
  { deciderRounds, deciderSeconds }: OrdersParameters,
  say: (line: string) => void,
): DeciderFigures {
  const asked = turn.map(([state, step, later = MINUTE]) => {
    if (step === "until the deadline") throw new Error("time alone is no command");
    const order = anOrder({ state });
    return { order, ...step, now: new Date(lastMoment(order) + later) };
  });
  const outcomes: Record<string, number> = {};
  for (const each of asked) {
    const { kind } = decideOne(each);
    outcomes[kind] = (outcomes[kind] ?? 0) + 1;
  }
  const changedInATurn = asked.filter((each) => decideOne(each).change !== null).length;
  const rates: number[] = [];
  const processorRates: number[] = [];
  for (let round = 0; round <= deciderRounds; round++) {
    const usedBefore = process.cpuUsage();
    const startedAt = performance.now();
    const endsAt = startedAt + deciderSeconds * 1_000;
    let turns = 0;
    let changed = 0;
    while (performance.now() < endsAt) {
      // The clock is looked at rarely enough to cost nothing.
      for (let again = 0; again < 100; again++, turns++) {
        for (const each of asked) if (decideOne(each).change !== null) changed++;
      }
    }
    const rate = (turns * asked.length) / ((performance.now() - startedAt) / 1_000);
    const { user, system } = process.cpuUsage(usedBefore);
    const processorRate = (turns * asked.length) / ((user + system) / 1_000_000);
    // Counting the decisions keeps the compiler from removing the calls.
    if (changed !== turns * changedInATurn) throw new Error("the same command was decided in two ways");
    const label = round === 0 ? "warm-up" : `round ${round}`;
    say(
      `orders, decider, ${label}: ${rate.toFixed(0)} decisions/s, ${processorRate.toFixed(0)} per processor second`,
    );
    if (round === 0) continue;
    rates.push(rate);
    processorRates.push(processorRate);
  }
  return {
    decisionsPerSecond: median(rates),
    slowest: Math.min(...rates),
    fastest: Math.max(...rates),
    perProcessorSecond: median(processorRates),
    commands: asked.length,
    outcomes,
  };
}

type Asked = { readonly order: Order; readonly now: Date } & Exclude<Step, string>;

function decideOne({ order, command, by, now }: Asked) {
  return decide(order, command, by, now, policy);
}
