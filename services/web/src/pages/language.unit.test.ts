import { expect, it } from "vitest";
import { languageOf } from "./language.ts";

it.each([
  [undefined, undefined, "fr"],
  [undefined, "de-DE", "fr"],
  [undefined, "en-GB", "en"],
  [undefined, "de, en-US;q=0.8, fr;q=0.5", "en"],
  [undefined, "en;q=0.4,fr;q=0.5", "fr"],
  [undefined, "fr;q=0, en;q=0.1", "en"],
  ["lang=en", "fr", "en"],
  ["other=1; lang=fr", "en", "fr"],
  ["lang=de", "en", "en"],
])("reads cookie %j and header %j as %s", (cookie, acceptLanguage, expected) => {
  expect(languageOf({ cookie, acceptLanguage })).toBe(expected);
});
