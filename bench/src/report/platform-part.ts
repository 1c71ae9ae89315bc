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
- Every service, the gateway, the Stripe simulator and the mail catcher in their own processes, with an in-memory database, the broker and the clients, all on this machine. ${parameters.pairs} pairs of buyer and seller run one order after the other through the gateway: place, pay on the hosted page, wait until it is paid (polled every 100 ms), accept, deliver, approve. ${parameters.warmUpSeconds} s of warm-up, then ${parameters.seconds} s counted.

${table(
  ["instances of orders", "orders/s", "to the first", "per order, p50", "p95", "orders counted"],
  runs.map((run) => [
    String(run.instances),
    figure(run.livesPerSecond),
    `${(run.livesPerSecond / first).toFixed(2)}×`,
    `${figure(run.p50Ms)} ms`,
    `${figure(run.p95Ms)} ms`,
    String(run.lives),
  ]),
)}

${most === undefined || runs.length < 2 ? "" : `From ${runs[0]?.instances} to ${most.instances} instances of orders: **${(most.livesPerSecond / first).toFixed(2)}×**. All processes share one machine, so more instances only use CPU time that one process of orders could not use.`}

### Cost of one order

With ${runs[0]?.instances} instance of orders: everything that an order causes until no event is published any more, minus the work of the idle platform in the same time. CPU of the services only, without database, broker, simulator and clients.

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
      "total",
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
    .join(", ")}), from the server's own counters.

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
