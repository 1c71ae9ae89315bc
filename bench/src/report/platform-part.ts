import type { PlatformParameters } from "../parameters.ts";
import type { PlatformResult } from "../platform/measure-platform.ts";
import { barChart, figure } from "./chart.ts";
import { type Part, table } from "./document.ts";

export function platformPart(
  { runs, costs }: PlatformResult,
  parameters: PlatformParameters,
  ran: readonly string[],
): Part {
  const services = Object.entries(costs.services);
  const sum = (of: (each: (typeof services)[number][1]) => number) =>
    services.reduce((total, [, each]) => total + of(each), 0);
  const operations = Object.values(costs.database).reduce((total, each) => total + each, 0);
  const first = runs[0]?.livesPerSecond ?? Number.NaN;
  const most = runs.at(-1);
  const markdown = `
## The whole platform

${ran.map((line) => `- ${line}`).join("\n")}
- Every service, gateway, Stripe simulator and mail catcher as processes of their own, beside a database in memory, the broker and the clients, all on this machine. ${parameters.pairs} pairs of a buyer and a seller, each with one order after the other through the gateway: place, pay on the hosted page, see it paid (asked every 100 ms), accept, deliver, approve. ${parameters.warmUpSeconds} s are not counted, then ${parameters.seconds} s are.

${table(
  ["instances of orders", "lives/s", "of the first", "a life, p50", "p95", "lives counted"],
  runs.map((run) => [
    String(run.instances),
    figure(run.livesPerSecond),
    `${(run.livesPerSecond / first).toFixed(2)}×`,
    `${figure(run.p50Ms)} ms`,
    `${figure(run.p95Ms)} ms`,
    String(run.lives),
  ]),
)}

${most === undefined || runs.length < 2 ? "" : `From ${runs[0]?.instances} to ${most.instances} instances of orders: **${(most.livesPerSecond / first).toFixed(2)}×**. Everything shares one machine here, so more instances can only bring what the processor has left and one process of orders could not use.`}

### What one life costs

With ${runs[0]?.instances} of orders, over all work that one life causes until no service publishes any more, less what the idle platform does in the same time. CPU of the services alone: database, broker, simulator and clients come on top.

${table(
  ["", "requests answered", "messages published", "deliveries handled", "CPU"],
  [
    ...services.map(([name, each]) => [
      name,
      figure(each.requests),
      figure(each.published),
      figure(each.consumed),
      `${figure(each.cpuSeconds * 1_000)} ms`,
    ]),
    [
      "together",
      figure(sum(({ requests }) => requests)),
      figure(sum(({ published }) => published)),
      figure(sum(({ consumed }) => consumed)),
      `${figure(sum(({ cpuSeconds }) => cpuSeconds) * 1_000)} ms`,
    ],
  ],
)}

Database operations: ${figure(operations)} (${Object.entries(costs.database)
    .filter(([, each]) => each > 0.05)
    .map(([kind, each]) => `${kind} ${figure(each)}`)
    .join(", ")}), by the server's own counters.

![CPU of one order's life](benchmarks/platform-cpu.svg)
`;
  return {
    markdown,
    charts: {
      "platform-cpu.svg": barChart({
        title: "One order's life",
        unit: "ms of CPU",
        groups: [
          {
            label: "by service",
            bars: services.map(([name, { cpuSeconds }]) => ({ label: name, value: cpuSeconds * 1_000 })),
          },
        ],
      }),
    },
  };
}
