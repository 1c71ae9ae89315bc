import { expect, it } from "vitest";
import { localeOf, problemPage } from "./problem-page.ts";

it.each([
  ["fr-FR,fr;q=0.9,en;q=0.8", "fr"],
  ["en-US,en;q=0.9,fr;q=0.5", "en"],
  ["de-DE,de;q=0.9,en;q=0.8", "en"],
  ["de", "fr"],
  [undefined, "fr"],
] as const)("a browser that asks for %s reads %s", (asked, locale) => {
  expect(localeOf(asked)).toBe(locale);
});

it("real-clients 8d: says whether the page is gone or cannot be shown at the moment, with the id to quote", () => {
  expect(problemPage(404, "fr", "request-1")).toContain("Cette page n’existe plus");
  expect(problemPage(503, "fr", "request-1")).toContain("Réessayez dans un instant");
  expect(problemPage(429, "en", "request-1")).toContain("429 · request-1");
});
