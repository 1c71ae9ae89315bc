import type { Language } from "../../app/state/page-context.ts";

const words = {
  fr: {
    title: "Cette page n’a pas pu être préparée",
    text: "Rien n’est perdu. Réessayez dans un instant ; si cela continue, donnez ce numéro au support :",
    again: "Réessayer",
  },
  en: {
    title: "This page could not be prepared",
    text: "Nothing is lost. Try again shortly; if it goes on, give this number to support:",
    again: "Try again",
  },
} as const satisfies Record<Language, unknown>;

/** What is shown when the rendering itself fails: no script, no style, so nothing more can fail. */
export function failurePage(language: Language, requestId: string): string {
  const { title, text, again } = words[language];
  return `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${title}</title></head><body><main><h1>${title}</h1><p>${text} ${requestId}</p><p><a href="">${again}</a></p></main></body></html>`;
}
