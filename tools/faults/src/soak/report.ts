import { describeMachine, markdownTable } from "@vc/dev";
import type { Fault } from "./plan.ts";
import { type FaultMet, inWords, type SoakParameters, type SoakResult, seconds } from "./run-soak.ts";

/** What the run found, as docs/soak.md has it. */
export function soakDocument(
  { minutes, seed }: SoakParameters,
  result: SoakResult,
  startedAt: Date,
  loads: { before: string; after: string },
): string {
  const { ends, faults, met, seen, trends, wrong } = result;
  const orders = [...ends.values()].reduce((sum, count) => sum + count, 0);
  const again = met.broken + Object.values(met.answered).reduce((sum, count) => sum + count, 0);
  return `# Soak

Written by \`npm run soak -- --minutes ${minutes} --seed ${seed}\`: edit \`tools/faults/src/soak\`, not this file.

Simulated users trade on a separate platform with two processes per service. Meanwhile processes are killed or stopped, and
broker and database are restarted, in an order that the seed determines. Then no new orders are placed, open orders end, and
the result is checked.

**${verdict(result, orders)}**

- ${startedAt.toISOString().slice(0, 16).replace("T", " ")} UTC, ${minutes} minutes of load and faults, ${minutesOf(result.tookMs)} with the end; load average ${loads.before} before and ${loads.after} after (shared machine)
- ${describeMachine()}
${result.servers.map((line) => `- ${line}`).join("\n")}

## Result

${
  wrong.length === 0
    ? `No findings: each order ended as its buyer expects; the check of the ledger found nothing; no notification was duplicated (in
the list, live, by e-mail); no message was parked or unroutable; no timer was overdue; outboxes and queues were empty; no
process crashed; no client received a 500, or an error that a repeated request did not resolve.`
    : wrong.map((line) => `- ${line}`).join("\n")
}

${markdownTable(
  ["end of an order", "orders"],
  [...[...ends].map(([state, count]) => [state, String(count)]), ["total", String(orders)]],
)}

${result.mails} e-mails.

## Faults

${markdownTable(
  ["", "times", "time until all were ready, median", "slowest"],
  byKind(faults).map(([kind, met]) => {
    const times = met.map(({ recoveredMs }) => recoveredMs).toSorted((a, b) => a - b);
    const middle = times[Math.floor(times.length / 2)] ?? 0;
    return [kind, String(times.length), seconds(middle), seconds(times.at(-1) ?? 0)];
  }),
)}

Between two faults everything was ready for 5 to 20 seconds. The slowest recovery: ${slowest(faults)}.

## Errors of clients

${met.requests} requests. ${again} of them failed and were repeated by the client: ${met.broken} got no answer,
${Object.entries(met.answered)
  .map(([status, count]) => `${count} were answered ${status}`)
  .join(", ")}. The slowest answer took ${seconds(met.slowestMs)}:
database locks of a killed process stay for up to 15 s.

## Queues

At most ${seen.fullestOutboxes} entries in all outboxes together. The deepest queues, sampled every 5 s:

${markdownTable(
  ["queue", "messages"],
  [...seen.deepest]
    .toSorted(([, a], [, b]) => b - a)
    .slice(0, 5)
    .map(([queue, depth]) => [queue.replace(/^e2e_[0-9a-f]+_/, ""), String(depth)]),
)}

## Memory

${
  trends.length === 0
    ? "The run was too short to judge memory."
    : `After the first third of the run, one process of each service was exempt from kills; broker and database were still
restarted. The medians of the first and last third of that period, without its first three minutes:

${markdownTable(
  ["process", "minutes", "first third", "last third", "change", "flat"],
  trends.map(({ name, minutes: watched, firstBytes, lastBytes, isFlat }) => [
    name,
    watched.toFixed(0),
    mebibytes(firstBytes),
    mebibytes(lastBytes),
    `${((lastBytes / firstBytes - 1) * 100).toFixed(1)} %`,
    isFlat ? "yes" : "**no**",
  ]),
)}

Flat means a growth of at most 10 % and 4 MiB. The maximum of any process of the platform:
${highest(result)}.`
}
`;
}

function verdict({ wrong, faults }: SoakResult, orders: number): string {
  const what = `${orders} orders, ${faults.length} faults`;
  return wrong.length === 0 ? `Passed: ${what}, no findings.` : `Failed: ${what}, ${wrong.length} wrong.`;
}

function byKind(faults: readonly FaultMet[]): [string, FaultMet[]][] {
  return [...Map.groupBy(faults, ({ fault }) => kindOf(fault))].toSorted(([a], [b]) => (a < b ? -1 : 1));
}

function kindOf(fault: Fault): string {
  if (fault.kind === "stopped and started") return `${fault.servers.join(" and ")} ${fault.kind}`;
  return `${fault.processes.length === 1 ? "one process" : "both processes of a service"} ${fault.kind}`;
}

function slowest(faults: readonly FaultMet[]): string {
  const [most] = faults.toSorted((a, b) => b.recoveredMs - a.recoveredMs);
  return most === undefined ? "none" : `${inWords(most.fault)}, ${seconds(most.recoveredMs)}`;
}

function highest({ seen }: SoakResult): string {
  const [most] = seen.memory.toSorted((a, b) => b.bytes - a.bytes);
  return most === undefined ? "nothing was seen" : `${mebibytes(most.bytes)} (${most.name})`;
}

function mebibytes(bytes: number): string {
  return `${(bytes / 2 ** 20).toFixed(0)} MiB`;
}

function minutesOf(ms: number): string {
  return (ms / 60_000).toFixed(1);
}
