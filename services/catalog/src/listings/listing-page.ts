import type { Listing } from "@vc/contracts";

/** The page holds a stylesheet of its own and nothing else: no script runs on it, whatever a text slips in. */
export const LISTING_PAGE_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

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
<style>body{font:1rem/1.6 system-ui,sans-serif;max-width:42rem;margin:3rem auto;padding:0 1rem}p{white-space:pre-line}</style>
</head>
<body>
<main>
<h1>${escapeHtml(listing.title)}</h1>
<p>${escapeHtml(displayName)}${escapeHtml(standing)}</p>
<p><strong>À partir de ${escapeHtml(price.replace(".", ","))} €</strong> · livré en ${listing.deliveryDays} j</p>
<p>${escapeHtml(listing.description)}</p>
</main>
</body>
</html>
`;
}

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
