import { CURRENCY, type Listing } from "@vc/contracts";

/** The page holds a stylesheet of its own and nothing else: no script runs on it, whatever a text slips in. */
export const LISTING_PAGE_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const STYLE = `
body{font:1rem/1.6 system-ui,sans-serif;color:#1f2937;background:#f3f4f6;margin:0}
header{max-width:42rem;margin:1.5rem auto;padding:0 1.5rem;font-weight:700;color:#4338ca}
main{max-width:39rem;margin:0 auto 3rem;padding:2rem 1.5rem;background:#fff;border-radius:.75rem;overflow-wrap:anywhere}
h1{font-size:1.75rem;line-height:1.25;margin:0}h2{font-size:1.1rem;margin:2rem 0 .5rem}
p{white-space:pre-line}.quiet{color:#6b7280}.price{font-size:1.25rem}.price .quiet{font-size:1rem}
ul{list-style:none;margin:0;padding:0}li{display:flex;justify-content:space-between;gap:1rem;padding:.5rem 0;border-top:1px solid #e5e7eb}
`;

/** As much as networks show below a title. */
const SUMMARY_LENGTH = 200;

/**
 * The page that is shared on social networks (R6), in French like the rest of what visitors see first, with the
 * data of the Open Graph protocol (https://ogp.me). Pure.
 *
 * @param publicUrl where the API is reached from outside, without a slash at its end
 */
export function renderListingPage(listing: Listing, publicUrl: string): string {
  const url = `${publicUrl}/v1/listings/${listing.id}/page`;
  const price = (listing.basePrice.amount / 100).toFixed(2);
  const openGraph = {
    "og:type": "product",
    "og:site_name": "Vendor Consolidation",
    "og:locale": "fr_FR",
    "og:url": url,
    "og:title": listing.title,
    "og:description": summaryOf(listing.description),
    "product:price:amount": price,
    "product:price:currency": listing.basePrice.currency,
  };
  const { displayName, rating, reviewCount } = listing.seller;
  const standing = rating === null ? "" : ` · ${rating.toFixed(1).replace(".", ",")}/5 (${reviewCount} avis)`;
  return `<!doctype html>
<html lang="fr" prefix="og: https://ogp.me/ns# product: https://ogp.me/ns/product#">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(listing.title)} · Vendor Consolidation</title>
<meta name="description" content="${escapeHtml(openGraph["og:description"])}">
<link rel="canonical" href="${escapeHtml(url)}">
${Object.entries(openGraph)
  .map(([property, content]) => `<meta property="${property}" content="${escapeHtml(content)}">`)
  .join("\n")}
<meta name="twitter:card" content="summary">
<style>${STYLE}</style>
</head>
<body>
<header>Vendor Consolidation</header>
<main>
<h1>${escapeHtml(listing.title)}</h1>
<p class="quiet">${escapeHtml(displayName)}${escapeHtml(standing)}</p>
<p class="price"><strong>À partir de ${euros(listing.basePrice.amount)}</strong> <span class="quiet">livré en ${days(listing.deliveryDays)}</span></p>
<p>${escapeHtml(listing.description)}</p>
${optionsOf(listing)}
</main>
</body>
</html>
`;
}

function optionsOf({ extras }: Listing): string {
  if (extras.length === 0) return "";
  const rows = extras.map(
    ({ title, price, extraDays }) =>
      `<li><span>${escapeHtml(title)}${extraDays === 0 ? "" : ` <span class="quiet">+ ${days(extraDays)}</span>`}</span><span>${euros(price.amount)}</span></li>`,
  );
  return `<h2>Options</h2>\n<ul>\n${rows.join("\n")}\n</ul>`;
}

const euros = (cents: number) =>
  escapeHtml(
    new Intl.NumberFormat("fr-FR", {
      style: "currency",
      currency: CURRENCY,
      trailingZeroDisplay: "stripIfInteger",
    }).format(cents / 100),
  );

const days = (count: number) => (count === 1 ? "1 jour" : `${count} jours`);

/** The beginning of a text in one line, cut between words. */
function summaryOf(text: string): string {
  const oneLine = text.replace(/\s+/g, " ").trim();
  if (oneLine.length <= SUMMARY_LENGTH) return oneLine;
  const cut = oneLine.slice(0, SUMMARY_LENGTH);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(" "), SUMMARY_LENGTH / 2)).trimEnd()}…`;
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
