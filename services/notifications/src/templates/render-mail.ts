import type { Locale } from "@vc/contracts";
import { renderLayout } from "./layout.ts";
import type { Words } from "./words.ts";

export interface RenderedMail {
  readonly subject: string;
  readonly html: string;
  readonly text: string;
}

const phrases = {
  fr: {
    greeting: (name: string) => (name === "" ? "Bonjour," : `Bonjour ${name},`),
    fallback: "Si le bouton ne fonctionne pas, ouvrez cette adresse\u202f:",
    reason: "Vous recevez cet e-mail parce que cela concerne votre compte.",
    unsubscribe: "Ne plus recevoir ces e-mails",
    colon: "\u202f:",
  },
  en: {
    greeting: (name: string) => (name === "" ? "Hello," : `Hello ${name},`),
    fallback: "If the button does not work, open this address:",
    reason: "You receive this e-mail because it concerns your account.",
    unsubscribe: "Unsubscribe from these e-mails",
    colon: ":",
  },
} as const satisfies Record<Locale, unknown>;

/**
 * Puts words into the layout that every e-mail shares, as HTML and as plain text of the same content.
 *
 * @param about.recipientName empty: the mail greets without one
 * @param about.url the absolute address that the button leads to
 * @param about.unsubscribeUrl where this kind is switched off; null for what cannot be
 */
export function renderMail(
  words: Words,
  about: {
    locale: Locale;
    recipientName: string;
    url: string;
    unsubscribeUrl: string | null;
    platformName: string;
  },
): RenderedMail {
  const { greeting, fallback, reason, unsubscribe, colon } = phrases[about.locale];
  const { locale, platformName, url, unsubscribeUrl } = about;
  const hello = greeting(about.recipientName);
  const text = [
    hello,
    ...words.lines,
    `${words.action}${colon}\n${url}`,
    `-- \n${platformName}\n${reason}${unsubscribeUrl === null ? "" : `\n${unsubscribe}${colon} ${unsubscribeUrl}`}`,
  ];
  return {
    // A subject is one line, whatever a name or title holds.
    subject: words.title.replace(/\s+/g, " "),
    text: `${text.join("\n\n")}\n`,
    html: renderLayout({
      locale,
      platformName,
      title: words.title,
      preview: words.lines[0] ?? "",
      greeting: hello,
      paragraphs: words.lines.map((line) => ({ text: line, isQuotation: /^[«“]/.test(line) })),
      action: words.action,
      url,
      fallback,
      reason,
      unsubscribe: unsubscribeUrl === null ? null : { label: unsubscribe, url: unsubscribeUrl },
    }),
  };
}
