import type { BusFigures, BusResult } from "../bus/measure-bus.ts";
import type { BusParameters } from "../parameters.ts";
import { barChart, figure } from "./chart.ts";
import { type Part, table } from "./document.ts";

/** Issue 5: without a database at least this share of raw amqplib, and ahead of both libraries. */
const SHARE_OF_RAW = 0.7;

export function busPart(result: BusResult, parameters: BusParameters, ran: readonly string[]): Part {
  const { figures, database } = result;
  const bare = figures.filter(({ storing }) => storing === "nothing");
  const stored = figures.filter(({ storing }) => storing === "transactions");
  const bus = { bare: named(bare, "@vc/bus"), stored: named(stored, "@vc/bus") };
  const raw = { bare: named(bare, "amqplib"), stored: named(stored, "amqplib") };
  const toRaw = bus.bare.eventsPerSecond / raw.bare.eventsPerSecond;
  const perStoredMs = 1_000 / bus.stored.eventsPerSecond;
  const perBareMs = 1_000 / bus.bare.eventsPerSecond;
  const markdown = `
## Outbox → broker → inbox → effect

${ran.map((line) => `- ${line}`).join("\n")}
- ${parameters.rounds} rounds after a warm-up; every round runs every contestant, starting with a different one each time. One round: ${parameters.events} events without and ${parameters.storedEvents} with a database at full speed (500 or 50 in flight), then ${parameters.pacedSeconds} s at ${parameters.paceWithoutDatabase}/s or ${parameters.paceWithDatabase}/s for the latency, from publishing to the effect.
- Durability is the same for all: persistent, publisher confirms, one quorum queue, prefetch 100, acknowledged after the effect, TCP_NODELAY. Publisher and consumer share one process.

### Without a database

The cost of the libraries. The bus runs its complete path (transaction, outbox, relay, inbox) on a fake database that answers from memory.

${rows(bare, raw.bare)}

### With a database

The publisher and the consumer each write one document, and a crash loses and duplicates nothing: state and outbox in one transaction, inbox and effect in one transaction. The bus does this itself. For the others it is written by hand: commit, publish, delete the outbox entry when it is confirmed; on the other side a transaction, then the acknowledgement. They would also need a relay for entries that a crash leaves in the outbox; it is omitted in their favour.

${rows(stored, raw.stored)}

In the same run the database alone executes ${figure(database.transactionsPerSecond)} transactions/s (two inserts each) and ${figure(database.insertsPerSecond)} single inserts/s, without any library. An event through the bus is two such transactions, so ${figure(database.transactionsPerSecond / 2)} events/s are the limit of this database.

### Targets

- At least ${SHARE_OF_RAW}× of raw amqplib without a database: **${toRaw.toFixed(2)}×, ${verdict(toRaw >= SHARE_OF_RAW)}**.
- Ahead of both libraries in throughput, without a database: ${against(bare, bus.bare)}; with one: ${against(stored, bus.stored)}.
- Share of the database in the bus's time per event: ${(100 * (1 - perBareMs / perStoredMs)).toFixed(1)} % (${figure(perStoredMs)} ms with it, ${figure(perBareMs)} ms without).

![Events per second without a database](benchmarks/bus-events-bare.svg)
![Events per second with a database](benchmarks/bus-events-stored.svg)
![Latency](benchmarks/bus-latency.svg)
`;
  return {
    markdown,
    charts: {
      "bus-events-bare.svg": throughput("Without a database", bare),
      "bus-events-stored.svg": throughput("With a database", stored),
      "bus-latency.svg": barChart({
        title: "From publishing to the effect, below saturation",
        unit: "ms",
        logarithmic: true,
        groups: [
          { label: "without a database, p50", bars: bars(bare, ({ p50Ms }) => p50Ms) },
          { label: "without a database, p99", bars: bars(bare, ({ p99Ms }) => p99Ms) },
          { label: "with a database, p50", bars: bars(stored, ({ p50Ms }) => p50Ms) },
          { label: "with a database, p99", bars: bars(stored, ({ p99Ms }) => p99Ms) },
        ],
      }),
    },
  };
}

function rows(figures: readonly BusFigures[], raw: BusFigures): string {
  return table(
    ["", "events/s (median)", "slowest … fastest round", "of amqplib", "latency p50", "p99"],
    figures.map((each) => [
      each.contestant,
      figure(each.eventsPerSecond),
      `${figure(each.slowest)} … ${figure(each.fastest)}`,
      `${(each.eventsPerSecond / raw.eventsPerSecond).toFixed(2)}×`,
      `${figure(each.p50Ms)} ms`,
      `${figure(each.p99Ms)} ms`,
    ]),
  );
}

function against(figures: readonly BusFigures[], bus: BusFigures): string {
  return ["@golevelup/nestjs-rabbitmq", "rascal"]
    .map((name) => {
      const ratio = bus.eventsPerSecond / named(figures, name).eventsPerSecond;
      return `**${ratio.toFixed(2)}× of ${name}, ${verdict(ratio > 1)}**`;
    })
    .join(", ");
}

function verdict(isMet: boolean): string {
  return isMet ? "met" : "missed";
}

function throughput(label: string, figures: readonly BusFigures[]): string {
  const groups = [{ label, bars: bars(figures, ({ eventsPerSecond }) => eventsPerSecond) }];
  return barChart({ title: "Events through to their effect", unit: "events/s", groups });
}

function bars(figures: readonly BusFigures[], of: (each: BusFigures) => number) {
  return figures.map((each) => ({ label: each.contestant, value: of(each) }));
}

function named(figures: readonly BusFigures[], name: string): BusFigures {
  const found = figures.find(({ contestant }) => contestant === name);
  if (!found) throw new Error(`there are no figures of ${name}`);
  return found;
}
