import { readQueries } from "@vc/catalog/relevance/corpus.ts";

/** A kind of search, with what is asked. */
export interface Searches {
  readonly kind: string;
  readonly queries: readonly string[];
}

/** What people ask: the searches that relevance is judged by, and those that are hard for an index. */
export async function searches(): Promise<readonly Searches[]> {
  const typed = (await readQueries()).map(({ query }) => query);
  const q = (text: string, more = "") => `q=${encodeURIComponent(text)}${more}`;
  return [
    { kind: "queries of the relevance test", queries: typed.map((text) => q(text)) },
    {
      kind: "for a trade",
      queries: [
        "logo boulangerie",
        "site plombier lyon",
        "flyer camping",
        "website florist",
        "seo dentiste",
      ].map((text) => q(text)),
    },
    {
      kind: "while typing",
      queries: typed
        .slice(0, 12)
        .map((text) => text.slice(0, Math.max(3, Math.ceil(text.length * 0.6))).trimEnd())
        .map((text) => q(text)),
    },
    {
      kind: "one very common word",
      queries: ["logo", "wordpress", "traduction", "video", "seo", "translation", "design"].map((text) =>
        q(text),
      ),
    },
    {
      kind: "with filters",
      queries: [
        q("logo", "&minRating=4.5"),
        q("site vitrine", "&maxPrice=70000"),
        q("traduction anglais", "&maxDeliveryDays=3"),
        q("montage", "&category=video-and-audio"),
        q("podcast", "&minPrice=5000&maxPrice=10000"),
      ],
    },
    {
      kind: "without words",
      queries: [
        "sort=newest",
        "category=logo-design",
        "category=video-and-audio&maxDeliveryDays=5",
        "sort=price&minPrice=3000",
        "sort=-price&maxPrice=20000",
        "minRating=4.5&maxPrice=15000",
      ],
    },
    {
      kind: "words, in a stored order",
      queries: [q("logo", "&sort=price"), q("traduction", "&sort=newest"), q("site vitrine", "&sort=-price")],
    },
  ];
}
