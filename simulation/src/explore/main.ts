import { parseArgs } from "node:util";
import { knownFaults } from "./known-faults.ts";
import { complaintsAbout } from "./rows.ts";
import { runWalks, type WalkReport } from "./run-walks.ts";
import { shortWalks, walks } from "./walks.ts";

/** `npm run explore`: walks through everything that can happen to an order and its money, and tells what is broken. */
const say = (line: string) => void process.stdout.write(`${line}\n`);

const { values } = parseArgs({
  options: {
    short: { type: "boolean", default: false },
    walk: { type: "string" },
    moments: { type: "string", default: "200000" },
    seconds: { type: "string", default: "170" },
  },
});
const chosen = (values.short ? shortWalks : walks).filter(
  ({ name }) => values.walk === undefined || values.walk === name,
);
if (chosen.length === 0) {
  say(
    `usage: npm run explore -- [--walk NAME] [--short] [--moments N] [--seconds N]; walks: ${walks.map(({ name }) => name).join(", ")}`,
  );
  process.exit(2);
}

const startedAt = performance.now();
const reports: WalkReport[] = [];
const [mostMoments, mostMs] = [Number(values.moments), Number(values.seconds) * 1_000];
await runWalks(
  chosen.map(({ name }) => ({ name, isShort: values.short, mostMoments, mostMs })),
  (report) => {
    reports.push(report);
    describe(report);
  },
);
const total = (of: (report: WalkReport) => number) => reports.reduce((sum, report) => sum + of(report), 0);
const seconds = (performance.now() - startedAt) / 1_000;
say(
  `${total(({ moments }) => moments)} moments, ${total(({ steps }) => steps)} steps, ${total(({ ends }) => ends)} ends, ${seconds.toFixed(0)} s`,
);

const complaints =
  values.walk === undefined
    ? complaintsAbout(new Set(reports.flatMap(({ rows }) => rows)), values.short)
    : [];
for (const complaint of complaints) say(complaint);
// Short forms may miss what is known.
const mended = (values.short ? [] : knownFaults).filter(
  ({ walk, property }) =>
    !reports.some(({ name, broken }) => name !== walk || broken.some((found) => found.property === property)),
);
for (const { walk, property } of mended)
  say(`known-faults.ts names "${property}" of the walk "${walk}", which it does not find any more`);
const isWhole = reports.every(({ stoppedAt }) => stoppedAt === null);
const isGood = reports.every(({ name, broken }) => broken.every(({ property }) => isKnown(name, property)));
say(
  isGood
    ? `no ${isWhole ? "" : "visited "}moment breaks a property`
    : "a property is broken: the shortest way to it stands above",
);
process.exit(isGood && isWhole && complaints.length + mended.length === 0 ? 0 : 1);

function isKnown(walk: string, property: string): boolean {
  return knownFaults.some((known) => known.walk === walk && known.property === property);
}

/** The walk in a line, and each broken property with the shortest way to it. */
function describe({ name, moments, steps, ends, depth, stoppedAt, broken }: WalkReport): void {
  const end = stoppedAt === null ? "everything was seen" : `stopped after ${stoppedAt}`;
  say(`${name}: ${moments} moments, ${steps} steps, ${ends} ends, the farthest ${depth} steps away; ${end}`);
  for (const { property, detail, story } of broken) {
    const known = knownFaults.find((fault) => fault.walk === name && fault.property === property);
    say(known ? `  known: ${property} (${known.why})` : `  broken: ${property}: ${detail}`);
    // A walk that is asked for by its name tells what is known, too.
    if (known && values.walk === undefined) continue;
    for (const [index, line] of story.entries()) say(`    ${index + 1}. ${line}`);
  }
}
