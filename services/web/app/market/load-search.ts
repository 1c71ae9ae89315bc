import { notFound } from "@tanstack/react-router";
import { pageContext } from "../state/page-context.ts";
import { read } from "../state/reading.ts";
import { type Card, cardOf } from "./card.ts";
import type { SearchParams } from "./search-params.ts";

/** Three, two and one column are filled without a rest. */
const PAGE_SIZE = 24;

interface Named {
  readonly id: string;
  readonly name: { readonly fr: string; readonly en: string };
}

export interface SearchData {
  /** The category that was asked for, and the one above it where it is of the second level. */
  readonly category: Named | null;
  readonly parent: Named | null;
  /** Where one can go from here: the categories of the first level, or those of the second in one of them. */
  readonly choices: readonly Named[];
  readonly cards: readonly Card[];
  readonly nextCursor: string | null;
}

/** R6: the listings of a question. The API takes prices in cents. */
export async function loadSearch(categoryId: string | undefined, params: SearchParams): Promise<SearchData> {
  const { api } = pageContext();
  const { minPrice, maxPrice, ...rest } = params;
  const query = {
    ...rest,
    limit: PAGE_SIZE,
    view: "card" as const,
    ...(categoryId === undefined ? {} : { category: categoryId }),
    ...(minPrice === undefined ? {} : { minPrice: minPrice * 100 }),
    ...(maxPrice === undefined ? {} : { maxPrice: maxPrice * 100 }),
  };
  const [{ items: categories }, found] = await Promise.all([
    read(api.GET("/v1/categories")),
    read(api.GET("/v1/listings", { params: { query } })),
  ]);
  const top = categories.find(
    ({ id, children }) => id === categoryId || children.some((child) => child.id === categoryId),
  );
  if (categoryId !== undefined && top === undefined) throw notFound();
  const child = top?.children.find(({ id }) => id === categoryId);
  const named = ({ id, name }: Named): Named => ({ id, name });
  return {
    category: top === undefined ? null : named(child ?? top),
    parent: top !== undefined && child !== undefined ? named(top) : null,
    choices: (top?.children ?? categories).map(named),
    cards: found.items.map((listing) => cardOf(listing, categories)),
    nextCursor: found.nextCursor,
  };
}
