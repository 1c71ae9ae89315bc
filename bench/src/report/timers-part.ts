import type { TimersParameters } from "../parameters.ts";
import type { TimerFigures } from "../timers/measure-contestant.ts";
import type { TimersResult } from "../timers/measure-timers.ts";
import { barChart, figure } from "./chart.ts";
import { type Part, table } from "./document.ts";

/** Issue 5. */
const target = { pending: 1_000_000, ratePerSecond: 500, p50Ms: 25, p99Ms: 250 };

export function timersPart(
  { figures, contestants, failures }: TimersResult,
  parameters: TimersParameters,
  ran: readonly string[],
): Part {
  const markdown = `
## Timers

${ran.map((line) => `- ${line}`).join("\n")}
- Loads: ${parameters.loads.map((each) => `${figure(each.pending)} pending and ${each.ratePerSecond}/s`).join("; ")}. The pending timers are due tomorrow. Then ${parameters.fireSeconds} s of timers are armed in advance, evenly spread at the rate. A contestant has ${parameters.armingBudgetSeconds} s to arm the pending timers, and 15 s after the last due time to fire. When arming exceeds that budget, the remaining timers are stored directly where the contestant allows it (document and trigger of the bus), so that all of them wait.
- Lateness: from the due time to the start of the handler. Contestants run one after the other, each in its own process.
- Storage of the timers: ${contestants.map(({ name, keeps }) => `${name}: ${keeps}`).join("; ")}.

${parameters.loads.map((load) => loadSection(load, figures)).join("\n\n")}
${failures.length > 0 ? `\n### Not measured\n\n${failures.map(({ contestant, pending, why }) => `- ${contestant} with ${figure(pending)} pending: ${why}`).join("\n")}\n` : ""}
Memory is the growth while the pending timers were armed: in the contestant's process, and on its servers (${contestants.map(({ name, serverBytesMean }) => `${name}: ${serverBytesMean}`).join("; ")}). Servers are shared with other processes of the machine and keep freed memory, so these figures are approximate.

### Targets

${againstTarget(figures)}

![Lateness](benchmarks/timers-lateness.svg)
![Arming](benchmarks/timers-arming.svg)
`;
  const groups = (of: (each: TimerFigures) => number, suffix = "") =>
    parameters.loads.map((load) => ({
      label: `${figure(load.pending)} pending, ${load.ratePerSecond}/s${suffix}`,
      bars: ofLoad(figures, load).map((each) => ({ label: each.contestant, value: of(each) })),
    }));
  return {
    markdown,
    charts: {
      "timers-lateness.svg": barChart({
        title: "How late timers fire",
        unit: "ms",
        logarithmic: true,
        groups: [...groups(({ p50Ms }) => p50Ms, ", p50"), ...groups(({ p99Ms }) => p99Ms, ", p99")],
      }),
      "timers-arming.svg": barChart({
        title: "Arming in bulk",
        unit: "timers/s",
        logarithmic: true,
        groups: groups((each) => each.armedInBulkPerSecond),
      }),
    },
  };
}

function ofLoad(figures: readonly TimerFigures[], load: { pending: number; ratePerSecond: number }) {
  return figures.filter(
    (each) => each.wantedPending === load.pending && each.ratePerSecond === load.ratePerSecond,
  );
}

function loadSection(
  load: { readonly pending: number; readonly ratePerSecond: number },
  figures: readonly TimerFigures[],
): string {
  const rows = table(
    ["", "pending", "armed/s one by one", "in bulk", "fired", "p50", "p99", "worst", "process", "servers"],
    ofLoad(figures, load).map((each) => [
      each.contestant,
      each.stored > 0
        ? `${figure(each.pending)}, of these stored directly ${figure(each.stored)}`
        : figure(each.pending),
      figure(each.armedOneByOnePerSecond),
      figure(each.armedInBulkPerSecond),
      `${each.fired} of ${each.due}${each.firedTwice > 0 ? `, ${each.firedTwice} twice` : ""}`,
      `${figure(each.p50Ms)} ms`,
      `${figure(each.p99Ms)} ms`,
      `${figure(each.worstMs)} ms`,
      mebibytes(each.processBytes),
      mebibytes(each.serverBytes),
    ]),
  );
  return `### ${figure(load.pending)} pending, ${load.ratePerSecond}/s\n\n${rows}`;
}

function againstTarget(figures: readonly TimerFigures[]): string {
  const own = figures.filter(({ contestant }) => contestant === "@vc/bus");
  const reached = own.map((each) => {
    const isMet = each.p50Ms <= target.p50Ms && each.p99Ms <= target.p99Ms && each.fired === each.due;
    const isFull = each.pending >= target.pending && each.ratePerSecond >= target.ratePerSecond;
    return (
      `- ${figure(each.pending)} pending, ${each.ratePerSecond}/s: p50 ${figure(each.p50Ms)} ms, p99 ${figure(each.p99Ms)} ms, ` +
      `${each.fired} of ${each.due} fired: **${isMet ? "within" : "not within"} p50 ≤ ${target.p50Ms} ms and p99 ≤ ${target.p99Ms} ms${isFull ? "" : ", at less than the target's load"}**.`
    );
  });
  return [
    `The target is ${figure(target.pending)} pending and ${target.ratePerSecond}/s. Results of \`@vc/bus\`:`,
    "",
    ...reached,
  ].join("\n");
}

function mebibytes(bytes: number | undefined): string {
  return bytes === undefined ? "–" : `${figure(bytes / 2 ** 20)} MiB`;
}
