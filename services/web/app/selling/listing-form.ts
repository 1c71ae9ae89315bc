import type { Listing, ListingLimits } from "@vc/client";
import { centsOf, typedMoney } from "../format/money.ts";
import type { Language } from "../state/page-context.ts";

export interface ExtraForm {
  /** Of an extra that the listing has already. */
  readonly id?: string;
  /** Tells rows of the form apart. */
  readonly key: number;
  readonly title: string;
  readonly price: string;
  readonly days: string;
}

/** A listing as it is typed. */
export interface ListingForm {
  readonly title: string;
  readonly category: string;
  readonly description: string;
  readonly price: string;
  readonly days: string;
  readonly extras: readonly ExtraForm[];
  readonly hasLimit: boolean;
  readonly revisions: string;
  readonly brief: string;
}

export const emptyForm: ListingForm = {
  title: "",
  category: "",
  description: "",
  price: "",
  days: "",
  extras: [],
  hasLimit: true,
  revisions: "3",
  brief: "",
};

export function formOf(listing: Listing, language: Language): ListingForm {
  return {
    title: listing.title,
    category: listing.category,
    description: listing.description,
    price: typedMoney(listing.basePrice.amount, language),
    days: String(listing.deliveryDays),
    extras: listing.extras.map(({ id, title, price, extraDays }, key) => ({
      id,
      key,
      title,
      price: typedMoney(price.amount, language),
      days: String(extraDays),
    })),
    hasLimit: listing.revisionLimit !== null,
    revisions: String(listing.revisionLimit ?? 3),
    brief: listing.briefInstructions,
  };
}

/** Names of fields that can be wrong; one of the extras by its place: `extras.0`. */
export type FieldName =
  | "title"
  | "category"
  | "description"
  | "price"
  | "days"
  | "revisions"
  | `extras.${number}`;

/** Which fields the API would refuse, for what it says a listing may hold. Pure. */
export function wrongFields(form: ListingForm, limits: ListingLimits): FieldName[] {
  const cents = centsOf(form.price) ?? 0;
  const days = wholeOf(form.days);
  const revisions = wholeOf(form.revisions);
  const extraDays = form.extras.map((extra) => wholeOf(extra.days) ?? Number.NaN);
  const allDays = extraDays.reduce((sum, each) => sum + (Number.isNaN(each) ? 0 : each), days ?? 0);
  const title = form.title.trim();
  return [
    ...(title.length < limits.minTitleLength || title.length > limits.maxTitleLength
      ? (["title"] as const)
      : []),
    ...(form.category === "" ? (["category"] as const) : []),
    ...(form.description.trim().length < limits.minDescriptionLength ? (["description"] as const) : []),
    ...(cents < limits.minPriceCents || cents > limits.maxPriceCents ? (["price"] as const) : []),
    ...(days === undefined || days < limits.minDeliveryDays || allDays > limits.maxDeliveryDays
      ? (["days"] as const)
      : []),
    ...(form.hasLimit && (revisions === undefined || revisions > limits.maxRevisions)
      ? (["revisions"] as const)
      : []),
    ...form.extras.flatMap((extra, index) => {
      const isRight =
        extra.title.trim() !== "" && centsOf(extra.price) !== undefined && !Number.isNaN(extraDays[index]);
      return isRight ? [] : [`extras.${index}` as const];
    }),
  ];
}

/** The body of the calls that create or change a listing. Only of a form without wrong fields. Pure. */
export function listingBody(form: ListingForm) {
  const price = (text: string) => ({ amount: centsOf(text) ?? 0, currency: "EUR" as const });
  return {
    title: form.title.trim(),
    category: form.category,
    description: form.description.trim(),
    basePrice: price(form.price),
    deliveryDays: wholeOf(form.days) ?? 1,
    extras: form.extras.map((extra) => ({
      ...(extra.id === undefined ? {} : { id: extra.id }),
      title: extra.title.trim(),
      price: price(extra.price),
      extraDays: wholeOf(extra.days) ?? 0,
    })),
    revisionLimit: form.hasLimit ? (wholeOf(form.revisions) ?? 0) : null,
    briefInstructions: form.brief.trim(),
  };
}

/** A whole number of at most two digits; undefined for anything else. */
function wholeOf(text: string): number | undefined {
  return /^\d{1,2}$/.test(text.trim()) ? Number(text) : undefined;
}
