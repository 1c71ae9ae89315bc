export interface PlaceOrderSearch {
  readonly listing: string;
  /** Ids with commas between them. */
  readonly extras?: string | undefined;
}

/** What the address of a new order says: the listing, and the extras that were ticked on its page. */
export function placeOrderSearchOf({ listing, extras }: Record<string, unknown>): PlaceOrderSearch {
  return {
    listing: String(listing ?? ""),
    ...(typeof extras === "string" && extras !== "" ? { extras } : {}),
  };
}
