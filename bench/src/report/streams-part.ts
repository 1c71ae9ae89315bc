import type { StreamsParameters } from "../parameters.ts";
import type { StreamsResult } from "../streams/measure-streams.ts";
import { type Part, table } from "./document.ts";

/** Issue 8. */
const target = { megabytes: 400, p95Ms: 300 };

export function streamsPart(
  result: StreamsResult,
  { perSecond }: StreamsParameters,
  ran: readonly string[],
): Part {
  const megabytes = (bytes: number) => Math.round(bytes / 1_048_576);
  const verdict = (isMet: boolean) => (isMet ? "met" : "**missed**");
  const held = megabytes(result.residentBytes);
  const perTransactionMs = 1_000 / result.transactionsPerSecond;
  const markdown = `
## Live streams

${ran.map((line) => `- ${line}`).join("\n")}
- ${result.open} streams of 100 accounts on one instance of notifications, one more per account on a second; ${result.messages} messages through the API of messaging, ${perSecond} per second. Services, database, broker and clients share the machine.
- In the same run, beforehand, the database alone executes ${result.transactionsPerSecond.toFixed(0)} transactions/s (two inserts each): ${perTransactionMs.toFixed(1)} ms each. A message takes two such transactions in sequence, with the broker in between.

${table(
  ["", "measured", "target", ""],
  [
    [
      "memory of the instance (RSS)",
      `${held} MB, ${megabytes(result.residentBytesBefore)} MB before`,
      `${target.megabytes} MB`,
      verdict(held < target.megabytes),
    ],
    [
      "from the POST to the recipient's stream, p50",
      `${result.p50Ms.toFixed(0)} ms (${(result.p50Ms / perTransactionMs).toFixed(0)} transactions)`,
      "",
      "",
    ],
    [
      "p95",
      `${result.p95Ms.toFixed(0)} ms (${(result.p95Ms / perTransactionMs).toFixed(0)} transactions)`,
      `${target.p95Ms} ms`,
      verdict(result.p95Ms < target.p95Ms),
    ],
    [
      "deliveries, missing deliveries",
      `${result.deliveries}, ${result.missing}`,
      "0 missing",
      verdict(result.missing === 0),
    ],
  ],
)}
`;
  return { markdown, charts: {} };
}
