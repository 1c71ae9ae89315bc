import { expect, it } from "vitest";
import { words as en } from "../words/en/words-en.ts";
import { words as fr } from "../words/fr/words-fr.ts";
import { provideWords } from "../words/words.ts";
import { nameIn } from "./names.ts";

provideWords("fr", fr);
provideWords("en", en);

it("R42: a closed account is shown as one, in the reader's language, and others by their name", () => {
  const closed = { displayName: "", closed: true };
  expect(nameIn("fr", closed)).toBe("Compte supprimé");
  expect(nameIn("en", closed)).toBe("Deleted account");
  expect(nameIn("fr", { displayName: "Zoé", closed: false })).toBe("Zoé");
});
