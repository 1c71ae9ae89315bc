import type { Language } from "../state/page-context.ts";
import type { appWords as french } from "./fr/app-words-fr.ts";

/** What pages of a signed-in person say: a file of its own, which public pages do not load. */
export type AppWords = typeof french;

let known: AppWords | undefined;

/** Loads the words of the document's language. A document has one language, so there is one set. */
export async function loadAppWords(language: Language): Promise<void> {
  known ??=
    language === "fr"
      ? (await import("./fr/app-words-fr.ts")).appWords
      : (await import("./en/app-words-en.ts")).appWords;
}

/** The words that `loadAppWords` has loaded, which the frame around these pages waits for. */
export function useAppWords(): AppWords {
  if (known === undefined) throw new Error("the words of signed-in pages were not loaded");
  return known;
}
