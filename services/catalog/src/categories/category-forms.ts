import { formsOf, plainWordsOf } from "../words/analyse-text.ts";
import { CATEGORIES, categoryNames } from "./categories.ts";

const namesByCategory = new Map(
  CATEGORIES.flatMap(({ children }) => children).map(({ id }) => {
    const names = categoryNames(id).join(" ");
    return [id, { forms: formsOf(names), words: plainWordsOf(names) }] as const;
  }),
);

/** What a listing is found by because of its category alone: the names of both levels in both languages. */
export function categoryForms(categoryId: string): readonly string[] {
  return namesByCategory.get(categoryId)?.forms ?? [];
}

/** The words of these names as they may be typed. */
export function categoryWords(categoryId: string): readonly string[] {
  return namesByCategory.get(categoryId)?.words ?? [];
}
