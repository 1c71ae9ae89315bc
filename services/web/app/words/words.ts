import type { Language } from "../state/page-context.ts";
import type { words as french } from "./fr/words-fr.ts";

/** Everything that the app says. French is the source; English is held to its form by the compiler. */
export type Words = typeof french;

const known: Partial<Record<Language, Words>> = {};

/** Makes the words of a language available to `wordsOf`: both on the server, in a browser those of its document. */
export function provideWords(language: Language, words: Words): void {
  known[language] = words;
}

/** The words of a language. */
export function wordsOf(language: Language): Words {
  const words = known[language];
  if (words === undefined) throw new Error(`the words of ${language} were not provided`);
  return words;
}
