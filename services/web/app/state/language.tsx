import { createContext, type ReactNode, useContext } from "react";
import { type Words, wordsOf } from "../words/words.ts";
import type { Language } from "./page-context.ts";

const LanguageContext = createContext<Language>("fr");

/** Sets the language of everything inside. A document has one language from its first byte to its last. */
export function InLanguage({ language, children }: { language: Language; children: ReactNode }) {
  return <LanguageContext value={language}>{children}</LanguageContext>;
}

export function useLanguage(): Language {
  return useContext(LanguageContext);
}

export function useWords(): Words {
  return wordsOf(useLanguage());
}
