import type { Language } from "../state/page-context.ts";
import { provideAppWords } from "./app-words.ts";

/** Loads the words of signed-in pages in one language: a file of its own, which public pages do without. */
export async function loadAppWords(language: Language): Promise<void> {
  const { appWords } =
    language === "fr" ? await import("./fr/app-words-fr.ts") : await import("./en/app-words-en.ts");
  provideAppWords(appWords);
}
