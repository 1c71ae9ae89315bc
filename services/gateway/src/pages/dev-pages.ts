import type { FastifyInstance } from "fastify";
import { languageOf, type Page, page } from "./html.ts";

const texts = {
  fr: {
    verifyTitle: "Vérification de votre adresse e-mail",
    verifying: "Un instant…",
    verified: "Votre adresse e-mail est vérifiée. Vous pouvez fermer cette page.",
    verifyFailed: "Ce lien n'est plus valable. Demandez-en un autre.",
    resetTitle: "Nouveau mot de passe",
    newPassword: "Nouveau mot de passe (12 caractères au moins)",
    save: "Enregistrer",
    saved: "Votre mot de passe est changé. Connectez-vous avec le nouveau.",
    saveFailed: "Ce lien n'est plus valable, ou le mot de passe est trop court.",
    noScript: "Cette page a besoin de JavaScript.",
  },
  en: {
    verifyTitle: "Verifying your e-mail address",
    verifying: "One moment…",
    verified: "Your e-mail address is verified. You can close this page.",
    verifyFailed: "This link is no longer valid. Ask for another one.",
    resetTitle: "New password",
    newPassword: "New password (at least 12 characters)",
    save: "Save",
    saved: "Your password is changed. Log in with the new one.",
    saveFailed: "This link is no longer valid, or the password is too short.",
    noScript: "This page needs JavaScript.",
  },
} as const;

/** Sends the token of the page's address to the API and shows which of the two texts holds. */
const SEND = `const status = document.querySelector("[role=status]");
async function send(path, more) {
  const token = new URLSearchParams(location.search).get("token") ?? "";
  const answer = await fetch(path, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ token, ...more }),
  }).catch(() => null);
  status.textContent = answer?.ok ? status.dataset.done : status.dataset.failed;
  return answer?.ok === true;
}`;

function verifyPage(lang: "fr" | "en"): Page {
  const text = texts[lang];
  return page({
    lang,
    title: text.verifyTitle,
    body: `<p role="status" data-done="${text.verified}" data-failed="${text.verifyFailed}">${text.verifying}</p>
<noscript>${text.noScript}</noscript>`,
    script: `${SEND}
await send("/v1/auth/verify-email", {});`,
  });
}

function resetPage(lang: "fr" | "en"): Page {
  const text = texts[lang];
  return page({
    lang,
    title: text.resetTitle,
    body: `<form><label>${text.newPassword}<br>
<input type="password" name="password" minlength="12" maxlength="200" autocomplete="new-password" required></label>
<button>${text.save}</button></form>
<p role="status" data-done="${text.saved}" data-failed="${text.saveFailed}"></p>
<noscript>${text.noScript}</noscript>`,
    script: `${SEND}
const form = document.querySelector("form");
form.addEventListener("submit", async (event) => {
  event.preventDefault();
  if (await send("/v1/auth/reset-password", { password: form.elements.password.value })) form.remove();
});`,
  });
}

/**
 * Plain pages for the links in e-mails, so that the links work without a web app.
 * The address holds a token, so nothing keeps the page and no other site is told of it.
 */
export function addDevPages(app: FastifyInstance): void {
  const pages = {
    "/verify-email": { fr: verifyPage("fr"), en: verifyPage("en") },
    "/reset-password": { fr: resetPage("fr"), en: resetPage("en") },
  };
  for (const [path, byLanguage] of Object.entries(pages)) {
    app.get(path, async (request, reply) => {
      const { html, policy } = byLanguage[languageOf(request.headers["accept-language"])];
      return reply
        .headers({
          "content-security-policy": policy,
          "referrer-policy": "no-referrer",
          "cache-control": "no-store",
        })
        .type("text/html; charset=utf-8")
        .send(html);
    });
  }
}
