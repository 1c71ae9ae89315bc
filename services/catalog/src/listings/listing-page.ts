import { CURRENCY, type Listing, type Locale } from "@vc/contracts";

/** The page holds a stylesheet of its own and nothing else: no script runs on it, whatever a text slips in. */
export const LISTING_PAGE_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const STYLE = `
body{font:1rem/1.6 system-ui,sans-serif;color:#1f2937;background:#f3f4f6;margin:0}
header{max-width:42rem;margin:1.5rem auto;padding:0 1.5rem;font-weight:700;color:#4338ca}
main{max-width:39rem;margin:0 auto 3rem;padding:2rem 1.5rem;background:#fff;border-radius:.75rem;overflow-wrap:anywhere}
header a{color:inherit;text-decoration:none}.order{display:inline-block;padding:.6rem 1.2rem;border-radius:.5rem;background:#4338ca;color:#fff;text-decoration:none}
h1{font-size:1.75rem;line-height:1.25;margin:0}h2{font-size:1.1rem;margin:2rem 0 .5rem}
p{white-space:pre-line}.quiet{color:#6b7280}.price{font-size:1.25rem}.price .quiet{font-size:1rem}
ul{list-style:none;margin:0;padding:0}li{display:flex;justify-content:space-between;gap:1rem;padding:.5rem 0;border-top:1px solid #e5e7eb}
`;

/** As much as networks show below a title. */
const SUMMARY_LENGTH = 200;

const words = {
  fr: {
    openGraphLocale: "fr_FR",
    home: "/",
    listing: "/microservice",
    pictureQuery: "",
    from: (price: string) => `À partir de ${price}`,
    delivered: (days: string) => `livré en ${days}`,
    days: (count: number) => (count === 1 ? "1 jour" : `${count} jours`),
    reviews: (mean: string, count: number) => `${mean}/5 (${count} avis)`,
    extras: "Options",
    order: "Voir et commander",
  },
  en: {
    openGraphLocale: "en_GB",
    home: "/en",
    listing: "/en/service",
    pictureQuery: "?lang=en",
    from: (price: string) => `From ${price}`,
    delivered: (days: string) => `delivered in ${days}`,
    days: (count: number) => (count === 1 ? "1 day" : `${count} days`),
    reviews: (mean: string, count: number) => `${mean}/5 (${count} ${count === 1 ? "review" : "reviews"})`,
    extras: "Extras",
    order: "See and order",
  },
} as const;

const languageTags = { fr: "fr-FR", en: "en-GB" } as const satisfies Record<Locale, string>;

/**
 * The page that is shared on social networks (R6), with the data of the Open Graph protocol (https://ogp.me) and the way to
 * the page where the listing can be ordered. Pure.
 *
 * @param publicUrl where the platform is reached from outside, without a slash at its end
 */
export function renderListingPage(listing: Listing, publicUrl: string, locale: Locale): string {
  const text = words[locale];
  // The web app finds a listing by its bare id too, and shows its whole address then.
  const bareId = listing.id.slice(listing.id.indexOf("_") + 1);
  const url = `${publicUrl}${text.listing}/${bareId}`;
  const openGraph = {
    "og:type": "product",
    "og:site_name": "Vendor Consolidation",
    "og:locale": text.openGraphLocale,
    "og:url": url,
    "og:title": listing.title,
    "og:description": summaryOf(listing.description, locale),
    // The web app draws it.
    "og:image": `${publicUrl}/og/listing/${bareId}.png${text.pictureQuery}`,
    "og:image:type": "image/png",
    "og:image:width": "1200",
    "og:image:height": "630",
    "og:image:alt": listing.title,
    "product:price:amount": (listing.basePrice.amount / 100).toFixed(2),
    "product:price:currency": listing.basePrice.currency,
  };
  const { displayName, rating, reviewCount } = listing.seller;
  const standing = rating === null ? "" : ` · ${text.reviews(meanOf(rating, locale), reviewCount)}`;
  const days = text.days(listing.deliveryDays);
  return `<!doctype html>
<html lang="${locale}" prefix="og: https://ogp.me/ns# product: https://ogp.me/ns/product#">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(listing.title)} · Vendor Consolidation</title>
<meta name="description" content="${escapeHtml(openGraph["og:description"])}">
<link rel="canonical" href="${escapeHtml(url)}">
${Object.entries(openGraph)
  .map(([property, content]) => `<meta property="${property}" content="${escapeHtml(content)}">`)
  .join("\n")}
<meta name="twitter:card" content="summary_large_image">
<style>${STYLE}</style>
</head>
<body>
<header><a href="${escapeHtml(publicUrl)}${text.home}">Vendor Consolidation</a></header>
<main>
<h1>${escapeHtml(listing.title)}</h1>
<p class="quiet">${escapeHtml(displayName)}${escapeHtml(standing)}</p>
<p class="price"><strong>${text.from(euros(listing.basePrice.amount, locale))}</strong> <span class="quiet">${text.delivered(days)}</span></p>
<p><a class="order" href="${escapeHtml(url)}">${text.order}</a></p>
<p>${escapeHtml(listing.description)}</p>
${optionsOf(listing, locale)}
</main>
</body>
</html>
`;
}

function optionsOf({ extras }: Listing, locale: Locale): string {
  if (extras.length === 0) return "";
  const text = words[locale];
  const rows = extras.map(
    ({ title, price, extraDays }) =>
      `<li><span>${escapeHtml(title)}${extraDays === 0 ? "" : ` <span class="quiet">+ ${text.days(extraDays)}</span>`}</span><span>${euros(price.amount, locale)}</span></li>`,
  );
  return `<h2>${text.extras}</h2>\n<ul>\n${rows.join("\n")}\n</ul>`;
}

const euros = (cents: number, locale: Locale) =>
  escapeHtml(
    new Intl.NumberFormat(languageTags[locale], {
      style: "currency",
      currency: CURRENCY,
      trailingZeroDisplay: "stripIfInteger",
    }).format(cents / 100),
  );

/** One decimal, never rounded up: 5,0 is what only the best ratings have. */
function meanOf(rating: number, locale: Locale): string {
  const format = { minimumFractionDigits: 1, maximumFractionDigits: 1, roundingMode: "floor" } as const;
  return new Intl.NumberFormat(languageTags[locale], format).format(rating);
}

/** The beginning of a text in one line, cut between words, and never through a letter or emoji. */
function summaryOf(text: string, locale: Locale): string {
  const oneLine = text.replace(/\s+/g, " ").trim();
  const graphemes = [...new Intl.Segmenter(locale).segment(oneLine)].map(({ segment }) => segment);
  if (graphemes.length <= SUMMARY_LENGTH) return oneLine;
  const kept = graphemes.slice(0, SUMMARY_LENGTH);
  const lastSpace = kept.lastIndexOf(" ");
  return `${kept
    .slice(0, Math.max(lastSpace, SUMMARY_LENGTH / 2))
    .join("")
    .trimEnd()}…`;
}

const entities: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Makes a text safe between tags and in quoted attributes. */
function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? "");
}
