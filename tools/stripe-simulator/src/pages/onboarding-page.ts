import { type Html, html, joined, nothing, page } from "./html.ts";
import { type Language, say, type Word } from "./words.ts";

const SHOWN_IBANS: [string, Word][] = [
  ["FR76 3000 6000 0112 3456 7890 189", "ibanWorks"],
  ["FR84 2004 1010 0505 0001 3M02 607", "ibanFails"],
  ["FR57 2004 1010 0505 0001 3M02 608", "ibanRestricts"],
];

/** The form by which a seller tells who they are and where their money goes. */
export function onboardingPage(
  language: Language,
  token: string,
  problem: "wrongIban" | "wrongName" | null,
  typed: { name: string; iban: string },
): string {
  const words = (word: Word) => say(language, word);
  const title = words("setupTitle");
  const error: Html =
    problem === null
      ? nothing
      : html`<p class="error" role="alert" data-code="${problem}">${words(problem)}</p>`;
  const body = html`
<h1>${title}</h1>
<p class="soft">${words("setupText")}</p>
${error}
<form method="post" action="/setup/${token}">
<label>${words("setupName")}<input name="name" autocomplete="name" required autofocus value="${typed.name}"></label>
<label>${words("iban")}<input name="iban" placeholder="FR76 3000 6000 0112 3456 7890 189" required value="${typed.iban}"></label>
<button>${words("submit")}</button>
</form>`;
  const rows = SHOWN_IBANS.map(
    ([iban, word]) => html`<tr><td><code>${iban}</code></td><td>${words(word)}</td></tr>`,
  );
  const below = html`<details open><summary>${words("testIbans")}</summary><table>${joined(rows)}</table></details>`;
  return page({ language, title, badge: words("badge"), body, below });
}

/** Where the platform named no address to go back to. */
export function onboardedPage(language: Language): string {
  const title = say(language, "setupDone");
  return page({ language, title, badge: say(language, "badge"), body: html`<h1 class="done">${title}</h1>` });
}
