export interface PlaceOrderSearch {
  readonly listing: string;
  readonly extras: readonly string[];
}

/** What the address of a new order says: the listing, and the extras that were ticked on its page. */
export function placeOrderSearchOf({ listing, extras }: Record<string, unknown>): PlaceOrderSearch {
  return {
    listing: String(listing ?? ""),
    extras: String(extras ?? "")
      .split(",")
      .filter((id) => id !== ""),
  };
}
