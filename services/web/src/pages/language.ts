import { LANGUAGES, type Language } from "../../app/state/page-context.ts";

/**
 * The language of a page whose address names none: what the visitor chose last (cookie `lang`), else the best of what
 * the browser asks for, else French.
 */
export function languageOf(headers: {
  cookie?: string | undefined;
  acceptLanguage?: string | undefined;
}): Language {
  const chosen = /(?:^|;\s*)lang=(\w+)/.exec(headers.cookie ?? "")?.[1];
  return LANGUAGES.find((language) => language === chosen) ?? preferred(headers.acceptLanguage ?? "") ?? "fr";
}

function preferred(acceptLanguage: string): Language | undefined {
  let best: { language: Language; weight: number } | undefined;
  for (const part of acceptLanguage.split(",")) {
    const [tag = "", ...parameters] = part.split(";").map((text) => text.trim());
    const language = LANGUAGES.find((known) => known === tag.slice(0, 2).toLowerCase());
    const weight = Number(parameters.find((text) => text.startsWith("q="))?.slice(2) ?? 1);
    if (language !== undefined && weight > (best?.weight ?? 0)) best = { language, weight };
  }
  return best?.language;
}
