import type { Locale } from "@vc/contracts";
import type { Words } from "./words.ts";

export interface RenderedMail {
  readonly subject: string;
  readonly html: string;
  readonly text: string;
}

const phrases = {
  fr: {
    greeting: (name: string) => `Bonjour ${name},`,
    fallback: "Si le bouton ne fonctionne pas, ouvrez cette adresse :",
    reason: "Vous recevez cet e-mail parce que cela concerne votre compte.",
  },
  en: {
    greeting: (name: string) => `Hello ${name},`,
    fallback: "If the button does not work, open this address:",
    reason: "You receive this e-mail because it concerns your account.",
  },
} as const satisfies Record<Locale, unknown>;

/** Makes text safe inside HTML, in elements and quoted attributes. */
export function escapeHtml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");
}

/**
 * Puts words into the layout that every e-mail shares, as HTML and as plain text of the same content.
 *
 * @param about.url the absolute address that the button leads to
 */
export function renderMail(
  words: Words,
  about: { locale: Locale; recipientName: string; url: string; platformName: string },
): RenderedMail {
  const { greeting, fallback, reason } = phrases[about.locale];
  const hello = greeting(about.recipientName);
  const text = [
    hello,
    ...words.lines,
    `${words.action} :\n${about.url}`,
    `-- \n${about.platformName}\n${reason}`,
  ];
  return { subject: words.title, html: html(), text: `${text.join("\n\n")}\n` };

  function html(): string {
    const paragraph = (line: string) =>
      `<p style="margin:0 0 16px">${escapeHtml(line).replaceAll("\n", "<br>")}</p>`;
    const url = escapeHtml(about.url);
    // Mail programs know little CSS: one table for the width, styles on the elements.
    return `<!doctype html>
<html lang="${about.locale}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(words.title)}</title></head>
<body style="margin:0;background:#f3f4f6;font:16px/1.5 sans-serif;color:#1f2937">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0"><tr><td align="center" style="padding:24px">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="max-width:560px;background:#ffffff;border-radius:8px"><tr><td style="padding:32px">
<p style="margin:0 0 24px;color:#6b7280">${escapeHtml(about.platformName)}</p>
<h1 style="margin:0 0 16px;font-size:20px">${escapeHtml(words.title)}</h1>
${[hello, ...words.lines].map(paragraph).join("\n")}
<p style="margin:24px 0"><a href="${url}" style="background:#1d4ed8;color:#ffffff;padding:12px 20px;border-radius:6px;text-decoration:none">${escapeHtml(words.action)}</a></p>
<p style="margin:0;font-size:13px;color:#6b7280">${escapeHtml(fallback)}<br><a href="${url}" style="color:#6b7280">${url}</a></p>
</td></tr></table>
<p style="font-size:13px;color:#6b7280">${escapeHtml(reason)}</p>
</td></tr></table>
</body>
</html>
`;
  }
}
