import { describe, expect, it } from "vitest";
import { askedWordsOf, formsOf } from "./analyse-text.ts";

/** Whether a search for `query` finds a text: every word of the query shares a form with it. */
function finds(query: string, text: string): boolean {
  const forms = new Set(formsOf(text));
  return askedWordsOf(query).every((word) => word.forms.some((form) => forms.has(form)));
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
    const asked = askedWordsOf("Créer pour vous l'identité d’une marque");
    expect(asked.map((word) => word.plain)).toEqual(["creer", "identite", "marque"]);
    expect(askedWordsOf("I will be the voice of your brand").map((word) => word.plain)).toEqual([
      "voice",
      "brand",
    ]);
  });

  it("where nothing but stop words is left, they are the words", () => {
    expect(askedWordsOf("pour mon").map((word) => word.plain)).toEqual(["pour", "mon"]);
    expect(askedWordsOf("logo pour mon").map((word) => word.plain)).toEqual(["logo"]);
  });

  it("a wish says nothing about what is offered", () => {
    const wishesIn = (text: string) => askedWordsOf(text).filter(({ isWish }) => isWish);
    expect(wishesIn("je cherche un logo pas cher svp").map(({ plain }) => plain)).toEqual([
      "cherche",
      "cher",
      "svp",
    ]);
  });

  it.each([
    ["thé", "Logo pour votre salon de thé", "The logo of your brand"],
    ["été", "Affiche d'été", "Il a déjà servi"],
    ["mème", "Mème pour vos réseaux", "Le même pour tous"],
    ["ours", "Mascotte ours", "Mascotte renard"],
    ["C++", "Développement en C++", "Développement en C"],
    ["C#", "Application C#", "Application C"],
  ])("hunt F4: %s is a word of its own", (query, text, other) => {
    expect(finds(query, text)).toBe(true);
    expect(finds(query, other)).toBe(false);
  });

  it.each([
    ["jeux vidéo", "Illustration de jeu vidéo"],
    ["menus restaurant", "Menu pour restaurant"],
    ["portraits bleus", "Portrait bleu"],
    ["cheveux", "Retouche d'un cheveu"],
    ["travaux", "Travail soigné"],
    ["créative", "Un esprit créatif"],
    ["blanche", "Fond blanc"],
    ["longue", "Texte long"],
    ["naturelle", "Rendu naturel"],
    ["heureuse", "Un client heureux"],
    ["vendeuse", "Formation de vendeur"],
    ["directrice", "Portrait de directeur"],
    ["publique", "Discours public"],
    ["nouvelle identité", "Identité d'un nouveau café"],
    ["colour", "Color grading"],
    ["optimization", "Search optimisation"],
    ["theater", "Theatre posters"],
  ])("hunt F5: plural, feminine and spelling do not matter: %s finds %s", (query, text) => {
    expect(finds(query, text)).toBe(true);
  });

  it.each([
    ["traduire", "Traduction de votre site"],
    ["traducteur", "Traductrice assermentée"],
    ["créer un logo", "Création de logo"],
    ["corriger", "Correction de vos textes"],
    ["rédacteur", "Rédaction web"],
    ["monter une vidéo", "Montage vidéo"],
    ["détourer", "Détourage de photos"],
    ["relire", "Relecture"],
    ["illustratrice", "Illustrations jeunesse"],
    ["tatoueur", "Dessin de tatouage"],
    ["transcrire", "Transcription d'entretiens"],
    ["translator", "English to French translation"],
    ["writer", "I write articles"],
    ["editor", "Podcast editing"],
    ["photographer", "Retouche de photographies"],
  ])("real-clients 10a: verb, noun and agent are one family: %s finds %s", (query, text) => {
    expect(finds(query, text)).toBe(true);
  });

  it.each([
    ["couleur", "Couler de l'or"],
    ["message", "Musique de messe"],
    ["village", "Guide de la ville"],
  ])("an ending that is no sign of a family parts words: %s does not find %s", (query, text) => {
    expect(finds(query, text)).toBe(false);
  });

  it("a one-letter prefix belongs to its word", () => {
    expect(finds("email", "Campagne d'e-mail")).toBe(true);
    expect(finds("e-commerce", "Boutique ecommerce")).toBe(true);
    expect(finds("email marketing", "E-mail-marketing")).toBe(true);
  });

  it.each([
    ["e-commerce", "Boutique e\u2011commerce"],
    ["ecommerce", "Boutique e\u2010commerce"],
    ["création brochure", "Créa\u00adtion de bro\u00adchure"],
    ["logo", "lo\u200bgo"],
    ["t shirt", "Design de T-shirt"],
    ["shirt", "Design de T-shirt"],
    ["tshirt", "Design de T-shirt"],
    ["mockup", "Mock-up"],
    ["mock up", "Mock-up"],
    ["story-board", "Storyboard"],
    ["story-board", "Story board"],
    ["faire part", "Faire-part"],
  ])("hunt F6: hyphens neither part nor join: %s finds %s", (query, text) => {
    expect(finds(query, text)).toBe(true);
  });

  it("keeps figures, and cuts what is no word", () => {
    expect(askedWordsOf("Logo 3D").map((word) => word.plain)).toEqual(["logo", "3d"]);
    expect(formsOf("k".repeat(10_000))).toEqual(["k".repeat(40)]);
    expect(askedWordsOf(" ’ -- !? ")).toEqual([]);
  });
});
