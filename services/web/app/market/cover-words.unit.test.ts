import { expect, it } from "vitest";
import { coverWords } from "./cover-words.ts";

it.each([
  ["Je crée votre logo minimaliste", ["Logo", "minimaliste"]],
  ["Je monte votre vidéo de présentation", ["Vidéo de", "présentation"]],
  ["J’écris un article de blog de 1 200 mots, sources comprises", ["Article de", "blog"]],
  ["Je traduis votre site du français vers l’allemand", ["Site du", "français vers"]],
  ["Logo typographique : trois pistes, une seule police", ["Logo", "typographique"]],
  ["I write a search-friendly article of 1,000 words", ["Search-friendly", "article"]],
  ["Je monte une vidéo de 30 secondes", ["Vidéo de 30", "secondes"]],
  ["Je relis et corrige votre texte", ["Texte"]],
  ["Je mets en page votre présentation", ["Présentation"]],
  ["I will write and edit your newsletter", ["Newsletter"]],
  ["I will set up a small online shop", ["Small online", "shop"]],
  ["J’audite votre site et vous rends dix actions à mener", ["Site"]],
  ["Affiche A3", ["Affiche A3"]],
  ["Anticonstitutionnellement vôtre", ["Anticonstitut-", "vôtre"]],
])("finds the telling words of “%s”", (title, lines) => {
  expect(coverWords(title)).toEqual(lines);
});

it("says something for every title", () => {
  for (const title of ["Je", "Le la les", "!!", "I will design your"]) {
    expect(coverWords(title).length).toBeGreaterThan(0);
  }
});
