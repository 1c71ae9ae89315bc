import {
  MEASURED_ONES,
  type Measured,
  type OrdersResult,
  type StoredFigures,
} from "../orders/measure-orders.ts";
import type { OrdersParameters } from "../parameters.ts";
import { figure } from "./chart.ts";
import { type Part, table } from "./document.ts";

/** Issue 6. */
const target = { decisionsPerSecond: 200_000, spread: 0.2, stored: 200_000 };

const titles = {
  accept: "accept",
  newest: "list by newest",
  deadline: "list by deadline",
  inProgressByDeadline: "list of orders in progress, by deadline",
} as const satisfies Record<Measured, string>;

export function ordersPart(
  { decider, transactionsPerSecond, commands, stored, storedInSeconds }: OrdersResult,
  parameters: OrdersParameters,
  ran: readonly string[],
): Part {
  const outcomes = Object.entries(decider.outcomes).map(([kind, count]) => `${count} ${kind}`);
  const ms = (value: number) => `${figure(value)} ms`;
  const markdown = `
## Orders

${ran.map((line) => `- ${line}`).join("\n")}

### Decisions of the pure core

\`decide\` on one thread, ${parameters.deciderRounds} rounds of ${parameters.deciderSeconds} s after a warm-up, over ${decider.commands} commands on orders in different states (${outcomes.join(", ")}): **${figure(decider.decisionsPerSecond)} decisions/s** (median; ${figure(decider.slowest)} … ${figure(decider.fastest)}), ${figure(decider.perProcessorSecond)} per second of processor time. At least ${figure(target.decisionsPerSecond)}/s is the target: **${decider.decisionsPerSecond >= target.decisionsPerSecond ? "met" : "missed"}**.

### Commands over HTTP

Sellers accept orders: each request is one transaction that reads and replaces the order and writes its event and timers. The service runs in its own process, without the gateway; all clients share another process on the same machine. ${parameters.rounds} rounds after a warm-up, at most ${figure(parameters.commands)} commands or ${parameters.commandsSeconds} s per round and number of clients.

${table(
  ["clients", "commands", "commands/s (median)", "slowest … fastest round", "p50", "p99"],
  commands.map((each) => [
    String(each.clients),
    figure(each.commands),
    figure(each.commandsPerSecond),
    `${figure(each.slowest)} … ${figure(each.fastest)}`,
    ms(each.p50Ms),
    ms(each.p99Ms),
  ]),
)}

In the same run the database alone executes ${figure(transactionsPerSecond)} transactions/s (two inserts each, 16 at a time), without any service.

### Few and many stored orders

One request at a time, alternating between services with databases of different sizes; at most ${figure(parameters.samples)} per kind or ${parameters.turnSeconds} s, ${parameters.rounds} rounds after a warm-up. Half of the orders belong to one seller, whose sales are listed, ten pages in a row. The other orders are accepted. Storing took ${storedInSeconds.toFixed(0)} s in bulk.${stored
    .filter((each) => each.stored < each.wanted)
    .map(
      (each) =>
        ` **Of ${figure(each.wanted)} only ${figure(each.stored)} could be stored within ${figure(parameters.storingBudgetSeconds)} s.**`,
    )
    .join("")}

${table(
  ["orders stored", ...MEASURED_ONES.flatMap((each) => [`${titles[each]}: p50`, "p95"])],
  stored.map((each) => [
    figure(each.stored),
    ...MEASURED_ONES.flatMap((measured) => {
      const { p50Ms, p95Ms } = each.latencies[measured];
      return [ms(p50Ms), ms(p95Ms)];
    }),
  ]),
)}

${MEASURED_ONES.map((each) => growth(each, stored)).join("\n")}
`;
  return { markdown, charts: {} };
}

function growth(measured: Measured, stored: readonly StoredFigures[]): string {
  const [least, most] = [stored[0], stored.at(-1)];
  if (!least || !most) return "";
  const p50Of = ({ latencies }: StoredFigures) => latencies[measured].p50Ms;
  const more = p50Of(most) / p50Of(least) - 1;
  const isFlat = stored.every((each) => p50Of(each) <= p50Of(least) * (1 + target.spread));
  const isFull = most.stored >= target.stored;
  return `- ${titles[measured]}, p50: ${(more * 100).toFixed(0)} % from ${figure(least.stored)} to ${figure(most.stored)} (${figure(most.latencies[measured].samples)} requests each); **${isFlat ? "within" : "not within"} the ${target.spread * 100} % of the target${isFull ? "" : `, with less than its ${figure(target.stored)}`}**.`;
}
