import { readFileSync } from "node:fs";
import { join } from "node:path";
import { LOCALES } from "@vc/contracts";
import { describe, expect, it } from "vitest";
import { measure, readCorpus } from "../test/measure-corpus.ts";
import { findContacts, hasContacts, maskContacts } from "./mask-contacts.ts";

const folder = join(import.meta.dirname, "../test/corpus");
const corpusOf = (name: string) => readCorpus(readFileSync(join(folder, `${name}.txt`), "utf8"));
const percent = (share: number) => `${(share * 100).toFixed(1)} %`;

/** States what was measured, so that it can be written down, and fails with every mistake in words. */
function mustReach(
  name: string,
  corpus: ReturnType<typeof readCorpus>,
  least: { precision: number; recall: number },
) {
  const { texts, contacts, precision, recall, mistakes } = measure(corpus, findContacts);
  process.stdout.write(
    `${name}: ${texts} texts, ${contacts} contact details, precision ${percent(precision)}, recall ${percent(recall)}\n`,
  );
  const isReached = precision >= least.precision && recall >= least.recall;
  expect(
    isReached,
    `precision ${percent(precision)}, recall ${percent(recall)}:\n${mistakes.join("\n")}`,
  ).toBe(true);
}

describe.each(LOCALES)("R3: masking in %s", (locale) => {
  it("R3: masks at least 95 % of the contact details, and of what it masks at least 98 % are some", () => {
    const all = [...corpusOf(locale), ...corpusOf(`${locale}.held-out`)];
    mustReach(locale, all, { precision: 0.98, recall: 0.95 });
  });

  // One mistake is 3 % here: texts that were written before the detectors were worked on, and not looked at since.
  it("R3: does so, but for a mistake, on texts that it was not made for", () => {
    mustReach(`${locale}, held out`, corpusOf(`${locale}.held-out`), { precision: 0.97, recall: 0.95 });
  });
});

const evasions = LOCALES.flatMap((locale) => corpusOf(`evasions.${locale}`));
const trade = LOCALES.flatMap((locale) => corpusOf(`trade.${locale}`));

it("R3: catches at least 95 % of 300 ways to hide a contact detail", () => {
  expect(evasions.length).toBeGreaterThanOrEqual(300);
  mustReach("evasions", evasions, { precision: 0.99, recall: 0.95 });
});

it("R3: touches at most 1 % of 300 texts of the trade", () => {
  expect(trade.length).toBeGreaterThanOrEqual(300);
  const touched = trade.filter(({ text }) => hasContacts(text)).map(({ text }) => text);
  process.stdout.write(`texts of the trade: ${touched.length} of ${trade.length} touched\n`);
  expect(touched.length / trade.length, touched.join("\n")).toBeLessThanOrEqual(0.01);
});

it("R3: has at least 300 texts to show for it", () => {
  const names = LOCALES.flatMap((locale) => [locale, `${locale}.held-out`]);
  expect(names.flatMap(corpusOf).length).toBeGreaterThanOrEqual(300);
});

it.each([
  ["one long word", "a".repeat(10_000)],
  ["dots", "a.".repeat(5_000)],
  ["spelled dots", "a point ".repeat(1_250)],
  ["at signs", "a@".repeat(5_000)],
  ["pairs of digits", "06 ".repeat(3_333)],
  ["plus signs", "+1 ".repeat(3_333)],
  ["words of numbers", "quatre vingt ".repeat(769)],
  ["words for signs", "a_at_dot_".repeat(1_111)],
  ["letters between spaces", "a . b ".repeat(1_666)],
  ["digits and dashes", "1-".repeat(5_000)],
  ["characters that draw nothing", "\u200b".repeat(10_000)],
  ["items of a list", "1\n• ".repeat(2_500)],
  ["empty lines", `1${"\n".repeat(9_998)}2`],
  ["spaces", `a${" ".repeat(9_998)}b`],
])("R3: takes no longer for a text made to be slow: %s", (_what, text) => {
  const startedAt = performance.now();
  maskContacts(text);
  // Tens of milliseconds; a pattern that backtracks without bound takes minutes.
  expect(performance.now() - startedAt).toBeLessThan(2_000);
});
