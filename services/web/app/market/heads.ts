import { shortMoney } from "../format/money.ts";
import { publicHead } from "../layout/head.ts";
import { addresses, sharePicture, slugOf } from "../state/addresses.ts";
import { type Language, pageContext } from "../state/page-context.ts";
import { type Words, wordsOf } from "../words/words.ts";
import type { Question } from "./filters.tsx";
import type { ListingData } from "./load-listing.ts";
import type { SellerData } from "./load-seller.ts";

// Routes need these before their pages, so they stand apart: what draws a page is loaded with it.

export function homeHead(language: Language) {
  const { title, description } = wordsOf(language).home;
  return publicHead({ language, title, description, pathname: addresses[language].home });
}

export function searchHead(language: Language, question: Question) {
  const words = wordsOf(language);
  const title = titleOf(question, words, language);
  const { category } = question.data;
  const places = addresses[language];
  return publicHead({
    language,
    title: words.common.pageTitle({ title }),
    description: words.search.description({ title }),
    pathname: category === null ? places.search : places.category.replace("$category", category.id),
  });
}

/** The API gives no totals: they are said only where everything is on one page. */
export function titleOf({ data, params }: Question, { search }: Words, language: Language): string {
  const name = data.category?.name[language];
  if (params.q === undefined) return name ?? search.all;
  const isWhole = data.nextCursor === null && params.cursor === undefined && data.cards.length > 0;
  return isWhole
    ? search.found({ count: data.cards.length, text: params.q })
    : search.foundSome({ text: params.q });
}

export function listingHead(language: Language, { listing, profile }: ListingData) {
  const words = wordsOf(language);
  const { title, description, basePrice, seller } = listing;
  const pathname = addresses[language].listing.replace("$slug", slugOf(title, listing.id));
  const price = shortMoney(basePrice, language);
  return publicHead({
    language,
    title: words.common.pageTitle({
      title: words.listing.title({ title, seller: seller.displayName, price }),
    }),
    description: description.replaceAll(/\s+/g, " ").slice(0, 155),
    pathname,
    picture: { path: sharePicture(listing.id, language), alt: title },
    data: {
      "@context": "https://schema.org",
      "@type": "Service",
      name: title,
      description: description.slice(0, 500),
      url: `${pageContext().publicUrl}${pathname}`,
      provider: {
        "@type": "Person",
        name: seller.displayName,
        ...(profile === null || profile.rating.mean === null
          ? {}
          : {
              aggregateRating: {
                "@type": "AggregateRating",
                ratingValue: profile.rating.mean,
                reviewCount: profile.rating.count,
              },
            }),
      },
      offers: { "@type": "Offer", price: (basePrice.amount / 100).toFixed(2), priceCurrency: "EUR" },
    },
  });
}

export function sellerHead(language: Language, { profile }: SellerData) {
  const words = wordsOf(language);
  const name = profile.displayName;
  return publicHead({
    language,
    title: words.common.pageTitle({ title: words.seller.title({ name }) }),
    description: words.seller.description({ name }),
    pathname: addresses[language].seller.replace("$slug", slugOf(name, profile.id)),
  });
}
