import { helpArticleAt, helpSlug } from "../help/help-slugs.ts";
import type { Language } from "./page-context.ts";

/**
 * The addresses of public pages in each language: French at the root, English under `/en`. They are routes of
 * `app/routes`, so a link to one that does not exist does not compile.
 */
export const addresses = {
  fr: {
    home: "/",
    search: "/microservices",
    category: "/microservices/$category",
    listing: "/microservice/$slug",
    seller: "/vendeur/$slug",
    howItWorks: "/comment-ca-marche",
    fees: "/tarifs",
    help: "/aide",
    helpArticle: "/aide/$article",
  },
  en: {
    home: "/en",
    search: "/en/services",
    category: "/en/services/$category",
    listing: "/en/service/$slug",
    seller: "/en/seller/$slug",
    howItWorks: "/en/how-it-works",
    fees: "/en/fees",
    help: "/en/help",
    helpArticle: "/en/help/$article",
  },
} as const satisfies Record<Language, Record<string, string>>;

type Place = keyof (typeof addresses)["fr"];

/** Pages that both languages have. Others, such as logging in, speak the visitor's language without naming it. */
const PUBLIC_PREFIXES = [
  "/microservices",
  "/microservice",
  "/vendeur",
  "/comment-ca-marche",
  "/tarifs",
  "/aide",
];

/** The language that an address names; undefined for pages without a language in their address. */
export function languageOfPath(pathname: string): Language | undefined {
  if (pathname === "/" || PUBLIC_PREFIXES.some((prefix) => isUnder(pathname, prefix))) return "fr";
  return isUnder(pathname, "/en") ? "en" : undefined;
}

/** The same page in the other language; undefined for pages without a language in their address. */
export function pathInOtherLanguage(pathname: string): string | undefined {
  const from = languageOfPath(pathname);
  if (from === undefined) return undefined;
  const to = from === "fr" ? "en" : "fr";
  // The keys of a record are those that it was written with.
  for (const place of Object.keys(addresses[from]) as Place[]) {
    const [prefix = "", parameter] = addresses[from][place].split("/$");
    const target = addresses[to][place].split("/$")[0] ?? "/";
    if (parameter === undefined && pathname.replace(/(.)\/$/, "$1") === prefix) return target;
    if (parameter !== undefined && pathname.startsWith(`${prefix}/`)) {
      const last = pathname.slice(prefix.length + 1);
      return `${target}/${parameter === "article" ? articleInOtherLanguage(last, from, to) : last}`;
    }
  }
  return addresses[to].home;
}

/** Articles have words of their language in their address, unlike listings and categories. */
function articleInOtherLanguage(slug: string, from: Language, to: Language): string {
  const id = helpArticleAt(slug, from);
  return id === undefined ? slug : helpSlug(id, to);
}

function isUnder(pathname: string, prefix: string): boolean {
  return pathname === prefix || pathname.startsWith(`${prefix}/`);
}

/** The last part of the address of a listing or a seller: words for people, and the id without its kind. */
export function slugOf(words: string, id: string): string {
  const readable = words
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll("œ", "oe")
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "")
    .slice(0, 60)
    .replace(/-$/, "");
  const bareId = bareIdOf(id);
  return readable === "" ? bareId : `${readable}-${bareId}`;
}

/** An id without its kind, as addresses have it. */
const bareIdOf = (id: string) => id.slice(id.indexOf("_") + 1);

/** The picture that is shown where a link to a listing is shared. */
export function sharePicture(listingId: string, language: Language): string {
  return `/og/listing/${bareIdOf(listingId)}.png${language === "en" ? "?lang=en" : ""}`;
}

/** The id in the last part of an address; undefined where there is none. */
export function idOfSlug(slug: string, kind: "listing" | "account"): string | undefined {
  const bareId = /(?:^|-)([0-7][0-9a-hjkmnp-tv-z]{25})$/.exec(slug)?.[1];
  return bareId === undefined ? undefined : `${kind}_${bareId}`;
}

/** Where to go after signing in: only a path of ours, so that no link can lead a person elsewhere. */
export function safeNext(next: string | undefined): string {
  if (next === undefined || !/^\/(?![/\\])/.test(next)) return "/";
  const base = "https://here.invalid";
  return URL.canParse(next, base) && new URL(next, base).origin === base ? next : "/";
}
