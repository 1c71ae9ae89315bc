import type { Locale } from "@vc/contracts";

/** The page holds a stylesheet of its own and nothing else. */
export const PROBLEM_PAGE_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const STYLE =
  "body{font:1rem/1.6 system-ui,sans-serif;color:#1f2937;background:#f3f4f6;margin:0}main{max-width:36rem;margin:4rem auto;padding:2rem 1.5rem;background:#fff;border-radius:.75rem}h1{font-size:1.4rem;margin:0 0 .5rem}p{margin:.5rem 0}small{color:#6b7280}a{color:#4338ca}";

interface Words {
  readonly title: string;
  readonly text: string;
}

const gone: Readonly<Record<Locale, Words>> = {
  fr: {
    title: "Cette page n’existe plus",
    text: "Le lien a peut-être déjà servi, ou ce qu’il montrait a été retiré.",
  },
  en: {
    title: "This page does not exist any more",
    text: "The link may have been used, or what it showed was removed.",
  },
};

const later: Readonly<Record<Locale, Words>> = {
  fr: { title: "Réessayez dans un instant", text: "Cette page ne peut pas être affichée pour le moment." },
  en: { title: "Try again in a moment", text: "This page cannot be shown right now." },
};

const RETRIED: readonly number[] = [408, 429, 500, 502, 503, 504];

const home: Readonly<Record<Locale, string>> = { fr: "Retour à l’accueil", en: "Back to the start" };

/** The language that a browser asks for; French without one. */
export function localeOf(acceptLanguage: string | undefined): Locale {
  const [first = ""] = /\b(?:fr|en)\b/i.exec(acceptLanguage ?? "") ?? [];
  return first.toLowerCase() === "en" ? "en" : "fr";
}

/**
 * What a person reads who opened a link that has no page any more, or none at the moment. Pure.
 *
 * @param requestId to be quoted to support
 */
export function problemPage(status: number, locale: Locale, requestId: string): string {
  const { title, text } = (RETRIED.includes(status) ? later : gone)[locale];
  return `<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title} · Vendor Consolidation</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${title}</h1>
<p>${text}</p>
<p><a href="${locale === "fr" ? "/" : "/en"}">${home[locale]}</a></p>
<p><small>${status} · ${requestId}</small></p>
</main>
</body>
</html>
`;
}
