/** What a request for support is about: an order, a listing, a seller or a conversation. */
export interface SupportSearch {
  readonly order?: string;
  readonly listing?: string;
  readonly seller?: string;
  readonly conversation?: string;
}

const ABOUT = ["order", "listing", "seller", "conversation"] as const;

/** The one thing that the address names; the first one, if it names several. */
export function supportSearchOf(search: Record<string, unknown>): SupportSearch {
  const kind = ABOUT.find((each) => typeof search[each] === "string");
  return kind === undefined ? {} : { [kind]: String(search[kind]) };
}

export function aboutOf(search: SupportSearch): { kind: (typeof ABOUT)[number]; id: string } | undefined {
  for (const kind of ABOUT) {
    const id = search[kind];
    if (id !== undefined) return { kind, id };
  }
  return undefined;
}
