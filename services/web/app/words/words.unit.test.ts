import { expect, it } from "vitest";
import { words as english } from "./en/words-en.ts";
import { words as french } from "./fr/words-fr.ts";

/** Whatever a function of words asks for: a number serves in a sentence and in a choice of plural. */
const anything = (value: number) => new Proxy({}, { get: () => value });

/** Every text, by its place; functions are asked for one and for many. */
function textsOf(words: object, place = ""): [place: string, text: string][] {
  return Object.entries(words).flatMap(([name, value]): [string, string][] => {
    const here = `${place}.${name}`;
    if (typeof value === "string") return [[here, value]];
    if (typeof value === "function") return [0, 1, 2].map((count) => [here, String(value(anything(count)))]);
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

it("uses no word that the product does not use, and no exclamation", () => {
  expect(offenders(french, /séquestre|prestation\b|oups|ticket|cash-out/i)).toEqual([]);
  expect(offenders(english, /escrow|\bgigs?\b|\bwallet|oops|ticket/i)).toEqual([]);
  expect([...offenders(french, /!/), ...offenders(english, /!/)]).toEqual([]);
});

it("writes English with its own quotation marks", () => {
  expect(offenders(english, /['"]/)).toEqual([]);
  expect(offenders(english, /«|»|\u202f/)).toEqual([]);
});

it("has the same texts in both languages", () => {
  const places = (words: object) => [...new Set(textsOf(words).map(([place]) => place))];
  expect(places(english)).toEqual(places(french));
});
