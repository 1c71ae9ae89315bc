import type { Language } from "../state/page-context.ts";
import type { helpArticles as french } from "./fr/help-articles.ts";

/** Loads the articles of the help centre in one language. A page that shows one gets it as data, without the others. */
export async function loadHelpArticles(language: Language): Promise<typeof french> {
  const { helpArticles } =
    language === "fr" ? await import("./fr/help-articles.ts") : await import("./en/help-articles.ts");
  return helpArticles;
}
