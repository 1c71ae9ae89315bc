import { languageOfPath, pathInOtherLanguage } from "../state/addresses.ts";
import { type Language, pageContext } from "../state/page-context.ts";
import { wordsOf } from "../words/words.ts";

/** What the head of a public page says: title, description, its one address, and the same page in the other language. */
export function publicHead(options: {
  language: Language;
  title: string;
  description: string;
  pathname: string;
  /** What networks show of a link to the page: the path of a picture of 1200 by 630. */
  picture?: { path: string; alt: string };
  /** What search engines read of the page, as JSON-LD. */
  data?: object;
}) {
  const { language, title, description, pathname, picture, data } = options;
  const { publicUrl } = pageContext();
  const other = pathInOtherLanguage(pathname) ?? pathname;
  const [french, english] = languageOfPath(pathname) === "fr" ? [pathname, other] : [other, pathname];
  const alternate = (hrefLang: string, path: string) => ({
    rel: "alternate",
    hrefLang,
    href: `${publicUrl}${path}`,
  });
  return {
    meta: [
      { title },
      { name: "description", content: description },
      { property: "og:title", content: title },
      { property: "og:description", content: description },
      { property: "og:type", content: "website" },
      { property: "og:locale", content: language === "fr" ? "fr_FR" : "en_GB" },
      { property: "og:url", content: `${publicUrl}${pathname}` },
      ...(picture === undefined
        ? [{ name: "twitter:card", content: "summary" }]
        : [
            { property: "og:image", content: `${publicUrl}${picture.path}` },
            { property: "og:image:type", content: "image/png" },
            { property: "og:image:width", content: "1200" },
            { property: "og:image:height", content: "630" },
            { property: "og:image:alt", content: picture.alt },
            { name: "twitter:card", content: "summary_large_image" },
          ]),
    ],
    links: [
      { rel: "canonical", href: `${publicUrl}${pathname}` },
      alternate("fr", french),
      alternate("en", english),
      alternate("x-default", french),
    ],
    ...(data === undefined
      ? {}
      : {
          scripts: [
            {
              type: "application/ld+json",
              // What a person wrote cannot end the element.
              children: JSON.stringify(data).replaceAll("<", "\\u003c"),
            },
          ],
        }),
  };
}

/** The head of a page for one person: a title, and nothing for search engines. */
export function privateHead(titleOf: (words: ReturnType<typeof wordsOf>) => string) {
  const words = wordsOf(pageContext().language);
  return {
    meta: [
      { title: words.common.pageTitle({ title: titleOf(words) }) },
      { name: "robots", content: "noindex" },
    ],
  };
}
