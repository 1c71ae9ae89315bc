import { formsOf } from "../words/analyse-text.ts";
import { CATEGORIES, categoryNames } from "./categories.ts";

const formsByCategory = new Map(
  CATEGORIES.flatMap(({ children }) => children).map(({ id }): [string, readonly string[]] => [
    id,
    formsOf(categoryNames(id).join(" ")),
  ]),
);

/** What a listing is found by because of its category alone: the names of both levels in both languages. */
export function categoryForms(categoryId: string): readonly string[] {
  return formsByCategory.get(categoryId) ?? [];
}
