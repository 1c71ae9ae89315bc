import type { LedgerResult } from "../ledger/measure-ledger.ts";
import type { LedgerParameters } from "../parameters.ts";
import { figure } from "./chart.ts";
import { type Part, table } from "./document.ts";

/** Issue 7. */
const target = { ratio: 0.6, spread: 0.2, entries: 100_000 };

export function ledgerPart(
  { postings, ratios, reads }: LedgerResult,
  parameters: LedgerParameters,
  ran: readonly string[],
): Part {
  const shortest = reads[0];
  const markdown = `
## Ledger

${ran.map((line) => `- ${line}`).join("\n")}
- ${parameters.rounds} rounds after a warm-up; every round runs both, in alternating order, ${figure(parameters.postings)} postings each: one order after the other, from payment to payout. Each writer has its own seller. Ratios are calculated within a round; the table shows their median.
- One posting is one transaction with \`w: "majority"\`. ${[...new Map(postings.map(({ contestant, does }) => [contestant, does]))].map(([name, does]) => `${name}: ${does}`).join("; ")}.

### Postings

${table(
  ["", "writers", "postings/s (median)", "slowest … fastest round", "ratio"],
  postings.map((each, index) => [
    each.contestant,
    String(each.writers),
    figure(each.postingsPerSecond),
    `${figure(each.slowest)} … ${figure(each.fastest)}`,
    index % 2 === 0
      ? `${(ratios.find(({ writers }) => writers === each.writers)?.ratio ?? Number.NaN).toFixed(2)}×`
      : "1.00×",
  ]),
)}

${ratios.map(({ writers, ratio }) => `- ${writers === 1 ? "one writer" : `${writers} writers`}: ${ratio.toFixed(2)}×, **${ratio >= target.ratio ? "at least" : "less than"} the ${target.ratio}× of the target**.`).join("\n")}

### Reading a balance

${figure(parameters.reads)} reads of each per round, in turns.

${table(
  ["entries in the account", "median", "to the shortest"],
  reads.map(({ entries, medianMs }) => [
    figure(entries),
    `${medianMs.toFixed(3)} ms`,
    `${(medianMs / (shortest?.medianMs ?? Number.NaN)).toFixed(2)}×`,
  ]),
)}

${spreadOf(reads)}
`;
  return { markdown, charts: {} };
}

function spreadOf(reads: LedgerResult["reads"]): string {
  const medians = reads.map(({ medianMs }) => medianMs);
  const isFull = reads.some(({ entries }) => entries >= target.entries);
  const spread = Math.max(...medians) / Math.min(...medians) - 1;
  const isMet = spread <= target.spread;
  return `The slowest is ${(spread * 100).toFixed(0)} % above the fastest: **${isMet ? "within" : "not within"} the ${target.spread * 100} % of the target${isFull ? "" : `, with less than its ${figure(target.entries)} entries`}**.`;
}
