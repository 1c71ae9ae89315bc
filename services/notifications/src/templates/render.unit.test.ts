import { LOCALES, REMINDED_DEADLINES } from "@vc/contracts";
import { describe, expect, it } from "vitest";
import { type Kind, type KindData, kinds } from "../notifications/kinds.ts";
import { duration, excerpt, moment, money } from "./formats.ts";
import { escapeHtml, renderMail } from "./render-mail.ts";
import { renderWords } from "./render-words.ts";

const order = { title: "Logo <b>&</b>", amountCents: 1500 };
const eachSide = ["buyer", "seller"] as const;
const at = "2026-01-07T09:00:00.000Z";

const samples: { [K in Kind]: readonly KindData[K][] } = {
  order_confirmed: [order],
  order_payment_expired: [order],
  order_paid: [{ ...order, paidAt: "2026-01-05T09:00:00.000Z", respondBy: at }],
  brief_completed: [order],
  order_accepted: [{ ...order, dueAt: at }],
  order_refused: [
    { ...order, reason: "other", explanation: "Trop loin <script>" },
    { ...order, reason: "unclear_brief", explanation: "" },
  ],
  order_expired: [
    { ...order, side: "buyer" },
    { ...order, side: "seller" },
  ],
  order_cancelled: (["buyer", "seller", "mediator", "clock", "payment"] as const).flatMap((by) =>
    (["buyer", "seller"] as const).map((side) => ({ ...order, side, by, explanation: "Pardon" })),
  ),
  order_delivered: [{ ...order, completesAt: at }],
  order_completed: [
    { ...order, side: "buyer" },
    { ...order, side: "seller" },
  ],
  revision_requested: [false, true].map((beyondLimit) => ({
    ...order,
    explanation: "Plus bleu",
    beyondLimit,
    answerBy: at,
  })),
  revision_accepted: eachSide.flatMap((side) =>
    [false, true].map((bySilence) => ({ ...order, side, bySilence, dueAt: at })),
  ),
  revision_refused: eachSide.flatMap((side) =>
    [false, true].map((bySilence) => ({ ...order, side, bySilence, explanation: "", completesAt: at })),
  ),
  cancellation_requested: [{ ...order, explanation: "Trop long", answerBy: at }],
  cancellation_withdrawn: [order],
  cancellation_refused: [
    { ...order, bySilence: false, explanation: "Presque fini" },
    { ...order, bySilence: true, explanation: "" },
  ],
  dispute_opened: [{ ...order, statement: "Rien <b>reçu</b>" }],
  dispute_statement: [{ ...order, text: "Voici la preuve" }],
  cancellation_excused: [{ ...order, reasons: "Le client a changé <d'avis>" }],
  dispute_awaits_decision: [{ ...order, endsAt: at }],
  dispute_escalated: [{ ...order, endsAt: at }],
  work_resumed: eachSide.map((side) => ({ ...order, side, dueAt: at, reasons: "Il reste à faire" })),
  deadline_reminder: REMINDED_DEADLINES.map((deadline) => ({ ...order, deadline, endsAt: at })),
  payment_refunded: [{ amountCents: 1500 }],
  refund_failed: [{ amountCents: 1500 }],
  payment_charged_back: eachSide.map((side) => ({ amountCents: 1500, side })),
  chargeback_decided: eachSide.flatMap((side) =>
    (["won", "lost"] as const).map((verdict) => ({ amountCents: 1500, side, verdict })),
  ),
  earnings_released: [{ netCents: 1140, commissionCents: 300, vatCents: 60 }],
  withdrawal_paid: [{ amountCents: 1140 }],
  withdrawal_failed: [{ amountCents: 1140 }],
  message_received: [{ text: "Bonjour <img src=x onerror=alert(1)>" }],
  review_received: [{ stars: 5 }],
  review_replied: [{}],
  review_removed: (["unlawful", "sensitive_information", "author_request"] as const).flatMap((ground) =>
    [true, false].map((isAuthor) => ({ ground, isAuthor })),
  ),
  report_decided: [{ outcome: "kept" }, { outcome: "removed" }],
  email_verification: [{ expiresAt: at }],
  password_reset: [{ expiresAt: at }],
  email_change: [{ newEmail: "lea@new.example.test" }],
  closing_refused: [{}],
};

const kindNames = Object.keys(kinds) as Kind[];

describe.each(LOCALES)("R39: templates in %s", (locale) => {
  it.each(kindNames)("say what %s is about, as HTML and as text", (kind) => {
    for (const data of samples[kind]) {
      const words = renderWords(kind, locale, data, "Léa <i>");
      const url = "https://web.example.test/x?a=1&b=2";
      const about = { locale, recipientName: 'Sam "<S>"', url, platformName: "Marketplace" };
      const mail = renderMail(words, about);
      expect(mail.subject).toMatch(/\S{3}/);
      expect(words.lines.length).toBeGreaterThan(0);
      for (const line of words.lines) {
        expect(mail.text).toContain(line);
        expect(mail.html).toContain(escapeHtml(line));
      }
      expect(mail.text).toContain(`\n${url}\n`);
      expect(mail.html).toContain('href="https://web.example.test/x?a=1&amp;b=2"');
      expect(mail.html).toContain(`<html lang="${locale}">`);
      expect(mail.html).not.toMatch(/<(b|i|S|script|img)[ >]/);
      expect(mail.html + mail.text).not.toMatch(/undefined|null|NaN|Invalid|\[object/);
    }
  });
});

it("differ by language", () => {
  for (const kind of kindNames) {
    for (const data of samples[kind]) {
      expect(renderWords(kind, "fr", data, "")).not.toEqual(renderWords(kind, "en", data, ""));
    }
  }
});

it("R9: tell the seller how long there is to answer, and until when", () => {
  const [data] = samples.order_paid;
  if (data === undefined) throw new Error("no sample");
  expect(renderWords("order_paid", "fr", data, "").lines.join()).toContain(
    "Vous avez 48 h pour l'accepter ou la refuser : jusqu'au 7 janvier 2026 à 10:00 (heure de Paris).",
  );
  expect(renderWords("order_paid", "en", data, "").lines.join()).toContain(
    "You have 48 h to accept or refuse it: until 7 January 2026 at 10:00 (Paris time).",
  );
});

it("write money, times and windows as people read them", () => {
  expect(money(123_456, "fr").replace(/\s/g, " ")).toBe("1 234,56 €");
  expect(money(123_456, "en")).toBe("€1,234.56");
  expect(moment("2026-07-01T10:00:00.000Z", "en")).toBe("1 July 2026 at 12:00 (Paris time)");
  const windows = ["2026-01-03T00:00:00Z", "2026-01-01T00:15:00Z", "2026-01-01T00:00:48Z"];
  expect(windows.map((end) => duration("2026-01-01T00:00:00Z", end))).toEqual(["48 h", "15 min", "48 s"]);
});

it("cut long texts between words", () => {
  expect(excerpt("court")).toBe("court");
  expect(excerpt("un deux trois", 9)).toBe("un deux…");
  expect(excerpt("x".repeat(400))).toBe(`${"x".repeat(300)}…`);
});
