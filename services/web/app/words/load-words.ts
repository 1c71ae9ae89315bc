import type { Language } from "../state/page-context.ts";
import { provideWords } from "./words.ts";

/** Loads the words of one language, which are a file of their own for browsers. */
export async function loadWords(language: Language): Promise<void> {
  const { words } = language === "fr" ? await import("./fr/words-fr.ts") : await import("./en/words-en.ts");
  provideWords(language, words);
}
