import type Stripe from "stripe";
import type { CardError } from "../charges/test-cards.ts";
import { type Html, html, joined, nothing, page } from "./html.ts";
import { euros, type Language, say, type Word } from "./words.ts";

/** What the pages of a session show; pure, so that they can be looked at without a server. */
export type SessionView = {
  session: Stripe.Checkout.Session;
  lineItems: readonly Stripe.LineItem[];
  language: Language;
};

const SHOWN_CARDS: [string, Word][] = [
  ["4242 4242 4242 4242", "pays"],
  ["4000 0025 0000 3155", "asksFirst"],
  ["4000 0000 0000 0002", "declined"],
  ["4000 0000 0000 9995", "noFunds"],
  ["4000 0000 0000 0259", "chargedBack"],
];

/** The form of an open session, with what the last try said, if it failed. */
export function payPage(
  view: SessionView,
  error: CardError | null,
  typed: { number: string; name: string } | null,
): string {
  const { session, lineItems, language } = view;
  const total = euros(language, session.amount_total ?? 0);
  const words = (word: Word) => say(language, word);
  const title = lineItems.length === 1 ? (lineItems[0]?.description ?? words("payTitle")) : words("payTitle");
  const body = html`
<h1>${title}</h1>
<p class="amount">${total}</p>
${lineItems.length > 1 ? itemsTable(language, lineItems) : nothing}
${errorBox(language, error)}
<form method="post" action="/c/pay/${session.id}/pay">
<label>${words("cardNumber")}<input name="number" inputmode="numeric" autocomplete="cc-number" placeholder="4242 4242 4242 4242" required autofocus value="${typed?.number ?? ""}"></label>
<div class="pair">
<label>${words("expiry")}<input name="expiry" inputmode="numeric" autocomplete="cc-exp" placeholder="12 / 34" required></label>
<label>${words("cvc")}<input name="cvc" inputmode="numeric" autocomplete="cc-csc" placeholder="123" required></label>
</div>
<label>${words("cardName")}<input name="name" autocomplete="cc-name" value="${typed?.name ?? ""}"></label>
<button>${words("pay")} ${total}</button>
</form>
${session.payment_method_types.includes("sepa_debit") ? debitForm(view) : nothing}
${session.cancel_url === null ? nothing : html`<p class="soft"><a href="${session.cancel_url}">${words("back")}</a></p>`}`;
  return page({ language, title, badge: words("badge"), body, below: cardTable(language) });
}

/** The other way to pay, where the session allows it. */
function debitForm({ session, language }: SessionView): Html {
  const words = (word: Word) => say(language, word);
  return html`<details><summary>${words("payByDebit")}</summary><form method="post" action="/c/pay/${session.id}/debit">
<label>${words("iban")}<input name="iban" placeholder="DE89 3704 0044 0532 0130 00" required></label>
<label>${words("accountHolder")}<input name="name" autocomplete="name"></label>
<button class="quiet">${words("orderDebit")}</button>
</form></details>`;
}

function itemsTable(language: Language, items: readonly Stripe.LineItem[]): Html {
  const rows = items.map((item) => {
    const count = (item.quantity ?? 1) > 1 ? ` × ${item.quantity}` : "";
    return html`<tr><td>${item.description}${count}</td><td>${euros(language, item.amount_total)}</td></tr>`;
  });
  return html`<table>${joined(rows)}</table>`;
}

function errorBox(language: Language, error: CardError | null): Html {
  if (error === null) return nothing;
  return html`<p class="error" role="alert" data-code="${error.code}" data-decline-code="${error.declineCode ?? ""}">${error.message[language]}</p>`;
}

function cardTable(language: Language): Html {
  const rows = SHOWN_CARDS.map(
    ([number, word]) => html`<tr><td><code>${number}</code></td><td>${say(language, word)}</td></tr>`,
  );
  return html`<details open><summary>${say(language, "testCards")}</summary><table>${joined(rows)}</table><p>${say(language, "testCardsHint")}</p></details>`;
}

/** The bank's question, for a card that asks one. */
export function confirmPage(view: SessionView, last4: string): string {
  const { session, language } = view;
  const words = (word: Word) => say(language, word);
  const body = html`
<h1>${words("confirmTitle")}</h1>
<p class="amount">${euros(language, session.amount_total ?? 0)}</p>
<p>${words("confirmText")} <strong>${last4}</strong>.</p>
<form method="post" action="/c/pay/${session.id}/confirm">
<button name="decision" value="authorize">${words("authorize")}</button>
<button class="quiet" name="decision" value="refuse">${words("refuse")}</button>
</form>`;
  return page({ language, title: words("confirmTitle"), badge: words("badge"), body });
}

/** A session that can no longer be paid: expired, or paid. */
export function closedPage(view: SessionView, continueUrl: string | null): string {
  const { session, language } = view;
  const isPaid = session.status === "complete";
  const words = (word: Word) => say(language, word);
  const title = words(isPaid ? "paidTitle" : "expiredTitle");
  const link =
    continueUrl === null ? nothing : html`<p><a href="${continueUrl}">${words("continue")}</a></p>`;
  const text = isPaid ? nothing : html`<p>${words("expiredText")}</p>`;
  const body = html`<h1 class="${isPaid ? "done" : ""}">${title}</h1>
<p class="amount">${euros(language, session.amount_total ?? 0)}</p>${text}${link}`;
  return page({ language, title, badge: words("badge"), body });
}

export function unknownPage(language: Language): string {
  const title = say(language, "unknownTitle");
  const body = html`<h1>${title}</h1><p>${say(language, "unknownText")}</p>`;
  return page({ language, title, badge: say(language, "badge"), body });
}
