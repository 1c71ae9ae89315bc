import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { anEndedOrder } from "../../test/builders.ts";
import type { OrderEnding, OrderFacts } from "../orders/order-facts.ts";
import { noStars, type StarCounts } from "../reviews/stars.ts";
import { standingOf } from "./standing.ts";

const now = new Date("2026-12-15T12:00:00Z");
const at = new Date("2026-12-01T12:00:00Z");
const good: OrderEnding = { kind: "completed", at, wasLate: false };
const late: OrderEnding = { ...good, wasLate: true };
const refused: OrderEnding = { kind: "refused", at };
const cancelled: OrderEnding = { kind: "cancelled", at, by: "seller", isJustified: false };

/** The cells of each line of the table below a heading. */
function tableBelow(document: string, heading: string): string[][] {
  const [, after = ""] = document.split(`## ${heading}\n`);
  const [, , ...lines] = (after.split("\n## ")[0] ?? "").split("\n").filter((line) => line.startsWith("|"));
  return lines.map((line) =>
    line
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

const document = readFileSync(join(import.meta.dirname, "../../../../docs/standing.md"), "utf8");
const examples = tableBelow(document, "Worked examples");

it("R35: the document has examples to check", () => {
  expect(examples.length).toBeGreaterThanOrEqual(8);
});

it.each(examples)(
  "R35: as documented: stars %s, %s orders, %s refused, %s late, %s cancelled",
  (...cells) => {
    const [stars = "", ...figures] = cells;
    const [all = 0, refusals = 0, lates = 0, cancellations = 0, ...parts] = figures.map(Number);
    const counts: Record<number, number> = { ...noStars };
    for (const star of stars === "none" ? [] : stars.split(" ").map(Number))
      counts[star] = (counts[star] ?? 0) + 1;
    const times = (count: number, ending: OrderEnding): OrderFacts[] =>
      Array.from({ length: count }, () => anEndedOrder(ending));
    const orders = [
      ...times(refusals, refused),
      ...times(lates, late),
      ...times(cancellations, cancelled),
      ...times(all - refusals - lates - cancellations, good),
    ];
    // Only the keys 1 to 5 were counted.
    const { score, contributions } = standingOf(counts as StarCounts, orders, now);
    const effect = (kind: string) => contributions.find((part) => part.kind === kind)?.effect;
    expect([
      effect("reviews"),
      effect("refusals"),
      effect("cancellations"),
      effect("lateness"),
      score,
    ]).toEqual(parts);
  },
);
