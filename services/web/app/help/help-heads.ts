import { publicHead } from "../layout/head.ts";
import { addresses } from "../state/addresses.ts";
import type { Language } from "../state/page-context.ts";
import { wordsOf } from "../words/words.ts";
import type { HelpArticle } from "./load-help.ts";

/** The heads of the pages of help. They stand apart from the pages: every first load of the app brings heads, and no pages. */
export function helpHead(language: Language) {
  const { title, description } = wordsOf(language).help;
  return headOf(language, "help", { title, description });
}

export function guideHead(
  language: Language,
  place: "howItWorks" | "fees",
  words: { title: string; description: string } | undefined,
) {
  return words === undefined ? {} : headOf(language, place, words);
}

export function helpArticleHead(language: Language, data: HelpArticle | undefined) {
  if (data === undefined) return {};
  const { title, lead } = data.article;
  const pathname = addresses[language].helpArticle.replace("$article", data.slug);
  return publicHead({
    language,
    title: wordsOf(language).common.pageTitle({ title }),
    description: lead,
    pathname,
  });
}

function headOf(
  language: Language,
  place: "help" | "howItWorks" | "fees",
  { title, description }: { title: string; description: string },
) {
  return publicHead({
    language,
    title: wordsOf(language).common.pageTitle({ title }),
    description,
    pathname: addresses[language][place],
  });
}
