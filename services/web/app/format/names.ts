import type { Language } from "../state/page-context.ts";
import { wordsOf } from "../words/words.ts";

/** The name that a person goes by. Of a closed account nothing but that is left (R42). */
export function nameIn(
  language: Language,
  { displayName, closed }: { readonly displayName: string; readonly closed: boolean },
): string {
  return closed ? wordsOf(language).common.closedAccount : displayName;
}
