import type { appWords as french } from "./fr/app-words-fr.ts";

/** What pages of a signed-in person say: French is the source, and English is held to its form by the compiler. */
export type AppWords = typeof french;

let known: AppWords | undefined;

/** Makes the words of the document's language available: a document has one, so there is one set. */
export function provideAppWords(words: AppWords): void {
  known = words;
}

/** The words of signed-in pages. The frame around these pages waits until they are there. */
export function useAppWords(): AppWords {
  if (known === undefined) throw new Error("the words of signed-in pages were not provided");
  return known;
}
