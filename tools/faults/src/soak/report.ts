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

People trade on a platform of their own, every service in two processes, while its processes are killed and asked to
leave and its broker and database are stopped and started, in an order that the seed gives. Then no more orders are
placed, those under way end, and the account is made.

**${verdict(result, orders)}**

- ${startedAt.toISOString().slice(0, 16).replace("T", " ")} UTC, ${minutes} minutes of load and faults, ${minutesOf(result.tookMs)} with the end; load average ${loads.before} before and ${loads.after} after (other people use the machine)
- ${describeMachine()}
${result.servers.map((line) => `- ${line}`).join("\n")}

## The account

${
  wrong.length === 0
    ? `Nothing is wrong: each order ended as its buyer knows, the ledger's check found nothing, nobody was told twice (in the
list, live, by mail), nothing was parked or unroutable, no timer was overdue, outboxes and queues were empty, no process
died by itself, and no client was answered 500 or saw an error that asking again did not cure.`
    : wrong.map((line) => `- ${line}`).join("\n")
}

${markdownTable(
  ["orders that ended", "how many"],
  [...[...ends].map(([state, count]) => [state, String(count)]), ["together", String(orders)]],
)}

${result.mails} mails.

## The faults

${markdownTable(
  ["", "times", "until all were ready, median", "slowest"],
  byKind(faults).map(([kind, met]) => {
    const times = met.map(({ recoveredMs }) => recoveredMs).toSorted((a, b) => a - b);
    const middle = times[Math.floor(times.length / 2)] ?? 0;
    return [kind, String(times.length), seconds(middle), seconds(times.at(-1) ?? 0)];
  }),
)}

Between two faults everything was ready, for 5 to 20 seconds. The slowest of all: ${slowest(faults)}.

## What clients met

${met.requests} requests of people and visitors. ${again} of them met trouble and were sent again by the client: ${met.broken} got no answer,
${Object.entries(met.answered)
  .map(([status, count]) => `${count} were answered ${status}`)
  .join(", ")}. The slowest answer took ${seconds(met.slowestMs)}:
what a killed process had locked in the database stays locked for up to 15 s.

## What waited

At most ${seen.fullestOutboxes} entries in all outboxes together. The deepest queues, looked at every 5 s:

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
    ? "The run was too short to say anything of memory."
    : `From a third of the run on, one process of each service was left alone; broker and database were restarted under
it all the same. The medians of the first and last third of that time, without its first three minutes:

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

Flat is what grew by no more than 10 % and 4 MiB. The most that any process of the platform had at any moment:
${highest(result)}.`
}
`;
}

function verdict({ wrong, faults }: SoakResult, orders: number): string {
  const what = `${orders} orders, ${faults.length} faults`;
  return wrong.length === 0 ? `Passed: ${what}, nothing wrong.` : `Failed: ${what}, ${wrong.length} wrong.`;
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
