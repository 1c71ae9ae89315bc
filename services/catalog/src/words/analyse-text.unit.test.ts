import { describe, expect, it } from "vitest";
import { formsOf, wordsOf } from "./analyse-text.ts";

/** Whether a search for `query` finds a text: every word of the query shares a form with it. */
function finds(query: string, text: string): boolean {
  const forms = new Set(formsOf(text));
  return wordsOf(query).every((word) => word.forms.some((form) => forms.has(form)));
}

describe("R6: words of listings and searches", () => {
  it.each([
    ["creation", "Création de logo"],
    ["CRÉATION", "creation de logo"],
    ["identité", "IDENTITE VISUELLE"],
    ["cœur", "coeur de métier"],
    ["re\u0301seaux", "réseaux sociaux"],
  ])("accents and case do not matter: %s finds %s", (query, text) => {
    expect(finds(query, text)).toBe(true);
  });

  it.each([
    ["logos", "Je crée votre logo"],
    ["logo", "Des logos uniques"],
    ["vidéos", "Montage vidéo"],
    ["réseau social", "Animation de vos réseaux sociaux"],
    ["traductions", "Traduction de votre site"],
    ["rédiger", "Article rédigé avec soin"],
    ["rédactions", "Rédaction web"],
    ["identites visuelles", "Identité visuelle complète"],
    ["animal", "Portraits d'animaux"],
    ["bannières", "Bannière publicitaire"],
  ])("French word forms match: %s finds %s", (query, text) => {
    expect(finds(query, text)).toBe(true);
  });

  it.each([
    ["websites", "I build your website"],
    ["translate", "Translation of your app"],
    ["translating", "I translate books"],
    ["writing", "I write articles"],
    ["strategies", "A strategy for your brand"],
    ["designs", "Logo designer"],
    ["banner", "Animated banners"],
  ])("English word forms match: %s finds %s", (query, text) => {
    expect(finds(query, text)).toBe(true);
  });

  it.each([
    ["logo", "Traduction de sites"],
    ["vidéo", "Article de blog"],
    ["seo", "Montage son"],
  ])("other words do not: %s does not find %s", (query, text) => {
    expect(finds(query, text)).toBe(false);
  });

  it("stop words of both languages say nothing, elided ones included", () => {
    expect(wordsOf("Je vais créer pour vous l'identité d’une marque").map((word) => word.plain)).toEqual([
      "vais",
      "creer",
      "identite",
      "marque",
    ]);
    expect(wordsOf("I will be the voice of your brand").map((word) => word.plain)).toEqual([
      "voice",
      "brand",
    ]);
  });

  it("a one-letter prefix belongs to its word", () => {
    expect(finds("email", "Campagne d'e-mail")).toBe(true);
    expect(finds("e-commerce", "Boutique ecommerce")).toBe(true);
  });

  it("keeps figures, and cuts what is no word", () => {
    expect(wordsOf("Logo 3D").map((word) => word.plain)).toEqual(["logo", "3d"]);
    expect(formsOf("x".repeat(10_000))).toEqual(["x".repeat(40)]);
    expect(wordsOf(" ’ -- !? ")).toEqual([]);
  });
});
