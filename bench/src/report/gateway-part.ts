import type { GatewayResult } from "../gateway/measure-gateway.ts";
import type { GatewayParameters } from "../parameters.ts";
import { barChart, figure } from "./chart.ts";
import { type Part, table } from "./document.ts";

/** Issue 9. */
const target = { share: 0.8, addedP99Ms: 2 };

export function gatewayPart(
  { figures, shareOfBare, addedP99Ms }: GatewayResult,
  parameters: GatewayParameters,
  ran: readonly string[],
): Part {
  const bare = figures[0]?.answersPerSecond ?? Number.NaN;
  const verdict = (isMet: boolean) => (isMet ? "met" : "missed");
  const markdown = `
## Gateway

${ran.map((line) => `- ${line}`).join("\n")}
- In front of one trivial service: the gateway with all its functions (routing, tokens, limits, request ids, CORS, security headers, metrics, balancing, circuits) against the proxy that it uses, without them. Each runs in its own process, and so does the load.
- ${parameters.rounds} rounds after a warm-up, in turns, in alternating order. One round: ${parameters.floodSeconds} s over ${parameters.connections} connections at full speed, then ${parameters.pacedSeconds} s at ${parameters.perSecond}/s, measured measured measured measured from sending to the last byte, without waiting for earlier answers.

${table(
  ["", "requests/s (median)", "slowest … fastest round", "of the bare proxy", "latency p50", "p99"],
  figures.map((each) => [
    each.contestant,
    figure(each.answersPerSecond),
    `${figure(each.slowest)} … ${figure(each.fastest)}`,
    `${(each.answersPerSecond / bare).toFixed(2)}×`,
    `${figure(each.p50Ms)} ms`,
    `${figure(each.p99Ms)} ms`,
  ]),
)}

- At least ${target.share}× of the bare proxy, within a round: **${shareOfBare.toFixed(2)}×, ${verdict(shareOfBare >= target.share)}**.
- At most ${target.addedP99Ms} ms added at the 99th percentile: **${figure(addedP99Ms)} ms, ${verdict(addedP99Ms <= target.addedP99Ms)}**.

![Requests per second](benchmarks/gateway-requests.svg)
`;
  return {
    markdown,
    charts: {
      "gateway-requests.svg": barChart({
        title: "Through the gateway",
        unit: "requests/s",
        groups: [
          {
            label: "at full speed",
            bars: figures.map(({ contestant, answersPerSecond }) => ({
              label: contestant,
              value: answersPerSecond,
            })),
          },
        ],
      }),
    },
  };
}
