import { expect, it } from "vitest";
import { appWords as englishApp } from "./en/app-words-en.ts";
import { helpArticles as englishArticles } from "./en/help-articles.ts";
import { words as publicEnglish } from "./en/words-en.ts";
import { appWords as frenchApp } from "./fr/app-words-fr.ts";
import { helpArticles as frenchArticles } from "./fr/help-articles.ts";
import { words as publicFrench } from "./fr/words-fr.ts";

const english = { ...publicEnglish, app: englishApp, articles: englishArticles };
const french = { ...publicFrench, app: frenchApp, articles: frenchArticles };

/**
 * Whatever a function of words asks for: a number serves in a sentence and in a choice of plural. Of an order its words take
 * the parts, and write its times.
 */
const anything = (value: number): object =>
  new Proxy(
    {},
    { get: (_, name) => (name === "at" ? () => value : name === "order" ? partsOf(value) : value) },
  );

/** Something whose every part has parts again, and which reads as a number. */
const partsOf = (value: number): object =>
  new Proxy({}, { get: (_, name) => (name === Symbol.toPrimitive ? () => value : partsOf(value)) });

/** Every text, by its place; functions are asked for one and for many. */
function textsOf(words: object, place = ""): [place: string, text: string][] {
  return Object.entries(words).flatMap(([name, value]): [string, string][] => {
    const here = `${place}.${name}`;
    if (typeof value === "string") return [[here, value]];
    if (typeof value === "function") {
      return [0, 1, 2].flatMap((count): [string, string][] => {
        const given: unknown = value(anything(count));
        return typeof given === "object" && given !== null ? textsOf(given, here) : [[here, String(given)]];
      });
    }
    return textsOf(value, here);
  });
}

function offenders(words: object, pattern: RegExp): string[] {
  return textsOf(words)
    .filter(([, text]) => pattern.test(text))
    .map(([place, text]) => `${place}: ${text}`);
}

it("writes French as it is printed: thin spaces, guillemets, apostrophes", () => {
  expect(offenders(french, /'/)).toEqual([]);
  expect(offenders(french, /[^\u202f][:;!?](?:\s|$)/)).toEqual([]);
  expect(offenders(french, /«[^\u00a0]|[^\u00a0]»/)).toEqual([]);
  expect(offenders(french, /\.\.\./)).toEqual([]);
  expect(offenders(french, /\d [€h%]/)).toEqual([]);
});

it("uses no word that the product does not use, and no exclamation but the thanks at the end", () => {
  expect(offenders(french, /séquestre|prestation\b|oups|ticket|cash-out/i)).toEqual([]);
  expect(offenders(english, /escrow|\bgigs?\b|\bwallet|oops|ticket/i)).toEqual([]);
  const thanks = ".app.panels.buyerCompleted.headline";
  const shouted = [...offenders(french, /!/), ...offenders(english, /!/)];
  expect(shouted.filter((each) => !each.startsWith(thanks))).toEqual([]);
});

it("writes English with its own quotation marks", () => {
  expect(offenders(english, /['"]/)).toEqual([]);
  expect(offenders(english, /«|»|\u202f/)).toEqual([]);
});

it("has the same texts in both languages", () => {
  const places = (words: object) => [...new Set(textsOf(words).map(([place]) => place))];
  expect(places(english)).toEqual(places(french));
});

it("contains no window and no bound of the rules: they come as parameters", () => {
  // What functions are given is taken out again: what is left was written.
  const written = (words: object) =>
    textsOf(words).map(([place, text]) => [place, text.replaceAll(/(?<!\d)[012](?!\d)/g, "")] as const);
  const count = String.raw`(?:\d+|deux|trois|quatre|cinq|six|sept|dix|douze|trente|two|three|four|five|six|seven|ten|twelve|thirty)`;
  const unit = String.raw`(?:h|heures?|jours?|semaines?|mois|ans?|secondes?|%|[MK]o|€|signes|hours?|days?|weeks?|months?|years?|seconds?|[MK]B|characters)(?![\p{L}])`;
  const bound = new RegExp(
    String.raw`(?<![\p{L}\d])(?:${count}[\s\u00a0\u202f-]?(?:derniers |last )?${unit}|(?:pendant|for|within) (?:un an|a year)|sur dix|in ten)`,
    "u",
  );
  const found = (words: object) =>
    written(words).flatMap(([place, text]) => (bound.test(text) ? [`${place}: ${text}`] : []));
  expect(found({ french, english })).toEqual([]);
  expect(
    found({ a: "visible 12 mois", b: "a day", c: "jusqu’à 50\u00a0Mo", d: "one order in ten" }),
  ).toHaveLength(3);
});
