import { type CreateListingRequest, MAX_DELIVERY_DAYS, type UpdateListingRequest } from "@vc/contracts";
import { isListingCategory } from "../categories/categories.ts";
import type { ListingExtra, ListingTerms } from "./listing.ts";

export interface TermsProblem {
  readonly path: string;
  readonly message: string;
}

export type WrittenTerms =
  | { readonly kind: "valid"; readonly terms: ListingTerms }
  | { readonly kind: "invalid"; readonly problems: readonly TermsProblem[] };

type WantedExtra = CreateListingRequest["extras"][number];

/**
 * The terms of a new listing.
 *
 * @param newExtraId makes an id for each extra
 */
export function writeTerms(request: CreateListingRequest, newExtraId: () => string): WrittenTerms {
  const { basePrice, extras, ...rest } = request;
  return checked(
    { ...rest, basePriceCents: basePrice.amount, extras: toExtras(extras, newExtraId) },
    problemsOfExtras(extras, []),
  );
}

/**
 * The terms of a listing after an edit: what the request does not name stays. The rules hold for the whole, since a
 * valid field can break them together with one that is there already.
 * Extras that the request names by their id keep it, so that a buyer who is about to order finds them.
 */
export function rewriteTerms(
  current: ListingTerms,
  request: UpdateListingRequest,
  newExtraId: () => string,
): WrittenTerms {
  const terms: ListingTerms = {
    title: request.title ?? current.title,
    description: request.description ?? current.description,
    category: request.category ?? current.category,
    tags: request.tags ?? current.tags,
    basePriceCents: request.basePrice?.amount ?? current.basePriceCents,
    deliveryDays: request.deliveryDays ?? current.deliveryDays,
    briefInstructions: request.briefInstructions ?? current.briefInstructions,
    extras: request.extras === undefined ? current.extras : toExtras(request.extras, newExtraId),
    revisionLimit: request.revisionLimit === undefined ? current.revisionLimit : request.revisionLimit,
  };
  return checked(terms, problemsOfExtras(request.extras ?? [], current.extras));
}

function toExtras(wanted: readonly WantedExtra[], newExtraId: () => string): ListingExtra[] {
  return wanted.map(({ id, title, price, extraDays }) => ({
    id: id ?? newExtraId(),
    title,
    priceCents: price.amount,
    extraDays,
  }));
}

function problemsOfExtras(wanted: readonly WantedExtra[], current: readonly ListingExtra[]): TermsProblem[] {
  const known = new Set(current.map((extra) => extra.id));
  return wanted.flatMap(({ id }, index) => {
    if (id === undefined) return [];
    // Removing it once named makes a second extra of the same id a stranger too.
    if (known.delete(id)) return [];
    return [{ path: `extras.${index}.id`, message: "is not an extra of this listing, or stands twice" }];
  });
}

function checked(terms: ListingTerms, problemsSoFar: readonly TermsProblem[]): WrittenTerms {
  const problems = [...problemsSoFar];
  if (!isListingCategory(terms.category)) {
    problems.push({ path: "category", message: "is not a category of the second level, see /v1/categories" });
  }
  const longestDays = terms.extras.reduce((days, extra) => days + extra.extraDays, terms.deliveryDays);
  if (longestDays > MAX_DELIVERY_DAYS) {
    problems.push({
      path: "deliveryDays",
      message: `with all extras is ${longestDays} days; ${MAX_DELIVERY_DAYS} are the most`,
    });
  }
  return problems.length === 0 ? { kind: "valid", terms } : { kind: "invalid", problems };
}
