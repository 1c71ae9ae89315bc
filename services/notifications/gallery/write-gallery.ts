import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { LOCALES } from "@vc/contracts";
import { type Kind, kinds } from "../src/kinds.ts";
import { preferenceOf } from "../src/notifications/mail-of.ts";
import { renderMail } from "../src/templates/render-mail.ts";
import { renderWords } from "../src/templates/render-words.ts";
import { samples } from "./samples.ts";

/** `npm run emails`: a page with every e-mail in both languages, to look at. */
const folder = join(import.meta.dirname, "../../../.dev/emails");
mkdirSync(folder, { recursive: true });

const forHtml = (text: string) =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");

const mails = Object.keys(kinds).flatMap((name) => {
  // Object.keys forgets that the record has exactly its keys.
  const kind = name as Kind;
  return samples[kind].flatMap((data, index) =>
    LOCALES.map((locale) => {
      const words = renderWords(kind, locale, data, "Léa Martin");
      const mail = renderMail(words, {
        locale,
        recipientName: "Sam",
        url: "https://web.example.test/orders/order_01jd",
        unsubscribeUrl:
          preferenceOf(kind) === null ? null : "https://api.example.test/v1/notifications/unsubscribe/t0k3n",
        platformName: "Vendor Consolidation",
      });
      return { id: `${kind}-${index}-${locale}`, ...mail };
    }),
  );
});

for (const { id, html } of mails) writeFileSync(join(folder, `${id}.html`), html);
writeFileSync(
  join(folder, "index.html"),
  `<!doctype html><meta charset="utf-8"><title>E-mails</title>
<style>body{font:14px system-ui;margin:2rem;background:#ddd}section{display:flex;gap:1rem;margin-bottom:2rem}iframe{border:0;background:#fff;height:760px}pre{white-space:pre-wrap;width:24rem;background:#fff;padding:1rem;margin:0;overflow:auto;height:728px}</style>
${mails
  .map(
    ({ id, subject, text }) =>
      `<h2>${forHtml(subject)}</h2><p>${id}</p><section><iframe src="${id}.html" width="640" loading="lazy"></iframe><iframe src="${id}.html" width="360" loading="lazy"></iframe><pre>${forHtml(text)}</pre></section>`,
  )
  .join("\n")}
`,
);
process.stdout.write(`${mails.length} e-mails: ${join(folder, "index.html")}\n`);
