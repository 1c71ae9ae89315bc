import { pageContext } from "../state/page-context.ts";
import { loadPolicy, type Policy } from "../state/policy.ts";
import { read, readIfPossible } from "../state/reading.ts";
import { type Card, cardOf } from "./card.ts";
import { ofManySellers } from "./of-many-sellers.ts";

/** Listings that the home page shows, and among how many of the best it chooses. */
const SHOWN = 6;
const CHOSEN_FROM = 48;

export interface HomeData {
  readonly categories: readonly {
    readonly id: string;
    readonly name: { readonly fr: string; readonly en: string };
  }[];
  readonly best: readonly Card[];
  readonly policy: Policy;
}

export async function loadHome(): Promise<HomeData> {
  const { api } = pageContext();
  const [{ items: categories }, best, policy] = await Promise.all([
    read(api.GET("/v1/categories")),
    readIfPossible(
      api.GET("/v1/listings", { params: { query: { sort: "rating", limit: CHOSEN_FROM, view: "card" } } }),
    ),
    loadPolicy(),
  ]);
  return {
    categories: categories.map(({ id, name }) => ({ id, name })),
    best: ofManySellers(best?.items ?? [], SHOWN).map((listing) => cardOf(listing, categories)),
    policy,
  };
}
