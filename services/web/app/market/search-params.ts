/** Ways to sort, by the API's names. */
export const SORTS = ["relevance", "newest", "price", "-price", "rating"] as const;
export type Sort = (typeof SORTS)[number];

/** Deliveries and ratings that the filters offer. */
export const DELIVERY_DAYS = [1, 3, 7] as const;
export const RATINGS = [4.5, 4] as const;

/**
 * What an address of the search page asks for: the API's own names, so that a form works without scripts. Prices are
 * whole euros, as people type them.
 */
export interface SearchParams {
  readonly q?: string;
  readonly minPrice?: number;
  readonly maxPrice?: number;
  readonly maxDeliveryDays?: number;
  readonly minRating?: number;
  readonly sort?: Sort;
  readonly cursor?: string;
}

/** Reads an address. What is not usable is left out: an address may have been typed by hand. */
export function parseSearchParams(given: Record<string, unknown>): SearchParams {
  const text = (name: string, maxLength: number) => {
    const value = given[name];
    const trimmed = typeof value === "string" || typeof value === "number" ? String(value).trim() : "";
    return trimmed === "" ? undefined : trimmed.slice(0, maxLength);
  };
  const number = (name: string, minimum: number, maximum: number) => {
    const value = Number(text(name, 20)?.replace(",", ".") ?? Number.NaN);
    return value >= minimum && value <= maximum ? value : undefined;
  };
  const whole = (value: number | undefined) => (value === undefined ? undefined : Math.round(value));
  return withoutEmpty({
    q: text("q", 200),
    minPrice: whole(number("minPrice", 1, 10_000)),
    maxPrice: whole(number("maxPrice", 1, 10_000)),
    maxDeliveryDays: whole(number("maxDeliveryDays", 1, 45)),
    minRating: number("minRating", 1, 5),
    sort: SORTS.find((sort) => sort === given.sort),
    cursor: text("cursor", 500),
  });
}

/** The same question with something else in it, from its first page. */
export function changed(
  params: SearchParams,
  change: { [Name in keyof SearchParams]?: SearchParams[Name] | undefined },
): SearchParams {
  return withoutEmpty({ ...params, cursor: undefined, ...change });
}

/** The filters in force, which a person may want to be rid of. */
export function activeFilters(
  params: SearchParams,
): ("minPrice" | "maxPrice" | "maxDeliveryDays" | "minRating")[] {
  return (["minPrice", "maxPrice", "maxDeliveryDays", "minRating"] as const).filter(
    (name) => params[name] !== undefined,
  );
}

function withoutEmpty(
  params: { [Name in keyof SearchParams]: SearchParams[Name] | undefined },
): SearchParams {
  // Without its undefined values it is one.
  return Object.fromEntries(
    Object.entries(params).filter(([, value]) => value !== undefined),
  ) as SearchParams;
}
