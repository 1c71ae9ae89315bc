import type { Locale } from "@vc/contracts";
import type { Kind } from "../kinds.ts";
import { nameOfKind } from "./kind-names.ts";

const words = {
  fr: {
    ask: "Ne plus recevoir ces e-mails ?",
    explain: "Vous continuerez à voir ces notifications dans l’application.",
    button: "Ne plus recevoir ces e-mails",
    done: "C’est fait.",
    after: "Vous ne recevrez plus d’e-mails de ce type. Vos préférences permettent de les réactiver.",
  },
  en: {
    ask: "Stop receiving these e-mails?",
    explain: "You will still see these notifications in the app.",
    button: "Stop these e-mails",
    done: "Done.",
    after: "You will receive no more e-mails of this kind. Your preferences turn them on again.",
  },
} as const satisfies Record<Locale, unknown>;

/** The page holds a form to its own address and nothing else. */
export const UNSUBSCRIBE_PAGE_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/** What a browser shows for the link in an e-mail. Opening it changes nothing: mail programs open links by themselves. */
export function unsubscribePage(kind: Kind, locale: Locale, isDone: boolean): string {
  const { ask, explain, button, done, after } = words[locale];
  const name = nameOfKind(kind, locale);
  const about = name === "" ? "" : `<p><strong>${name}</strong></p>`;
  const content = isDone
    ? `<h1>${done}</h1>${about}<p>${after}</p>`
    : `<h1>${ask}</h1>${about}<p>${explain}</p><form method="post"><button type="submit">${button}</button></form>`;
  return `<!doctype html>
<html lang="${locale}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${isDone ? done : ask}</title>
<style>body{font:1rem/1.6 system-ui,sans-serif;background:#eef0f4;color:#1f2937;margin:0}main{max-width:30rem;margin:4rem auto;padding:2rem 1.5rem;background:#fff;border-radius:.75rem}h1{font-size:1.4rem;margin:0}button{font:inherit;font-weight:600;color:#fff;background:#4f46e5;border:0;border-radius:.5rem;padding:.75rem 1.5rem}</style></head>
<body><main>${content}</main></body>
</html>
`;
}
