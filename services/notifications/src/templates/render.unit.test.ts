import { LOCALES } from "@vc/contracts";
import { describe, expect, it } from "vitest";
import { samples } from "../../gallery/samples.ts";
import { type Kind, kinds } from "../kinds.ts";
import { duration, excerpt, moment, money } from "./formats.ts";
import { renderMail } from "./render-mail.ts";
import { renderWords } from "./render-words.ts";

const kindNames = Object.keys(kinds) as Kind[];

describe.each(LOCALES)("R39: templates in %s", (locale) => {
  it.each(kindNames)("say what %s is about, as HTML and as text", (kind) => {
    for (const data of samples[kind]) {
      const words = renderWords(kind, locale, data, "Léa <i>");
      const url = "https://web.example.test/x?a=1&b=2";
      const about = {
        locale,
        recipientName: 'Sam "<S>"',
        url,
        unsubscribeUrl: "https://api.example.test/u?a=1&b=2",
        platformName: "Marketplace",
      };
      const mail = renderMail(words, about);
      expect(mail.subject).toMatch(/\S{3}/);
      expect(words.lines.length).toBeGreaterThan(0);
      for (const line of words.lines) {
        expect(mail.text).toContain(line);
        expect(shownIn(mail.html)).toContain(line.replace(/\s+/g, " "));
      }
      expect(mail.text).toContain(`\n${url}\n`);
      expect(mail.html).toContain('href="https://web.example.test/x?a&#x3D;1&amp;b&#x3D;2"');
      expect(mail.text).toContain("https://api.example.test/u?a=1&b=2");
      expect(mail.html).toContain(`lang="${locale}"`);
      expect(mail.html).not.toMatch(/<(b|i|S|script|img)[ >]/);
      // Nothing that is fetched when the mail is opened.
      expect(mail.html).not.toMatch(/<link|@import|url\(|src=/);
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

it("R9: say how long the seller has to answer, and until when", () => {
  const [data] = samples.order_paid;
  if (data === undefined) throw new Error("no sample");
  expect(renderWords("order_paid", "fr", data, "").lines.join()).toContain(
    "Vous avez 48 h pour l'accepter ou la refuser : jusqu'au 7 janvier 2026 à 10:00 (heure de Paris).",
  );
  expect(renderWords("order_paid", "en", data, "").lines.join()).toContain(
    "You have 48 h to accept or refuse it: until 7 January 2026 at 10:00 (Paris time).",
  );
});

it("R30: promise no refund where the buyer's bank has paid them", () => {
  for (const data of samples.order_cancelled) {
    const words = renderWords("order_cancelled", "en", data, "Léa").lines.join(" ");
    expect(/refunded/.test(words)).toBe(data.by !== "payment");
  }
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

it("R39: a line break in a person's text does not leave the subject", () => {
  const words = { title: "Logo\r\nBcc: all@example.test", lines: ["x"], action: "y" };
  const about = {
    locale: "fr",
    recipientName: "S",
    url: "https://x.test",
    unsubscribeUrl: null,
    platformName: "M",
  } as const;
  expect(renderMail(words, about).subject).toBe("Logo Bcc: all@example.test");
});

/** The visible text of an HTML mail. */
function shownIn(html: string): string {
  const entities: Record<string, string> = {
    "&lt;": "<",
    "&gt;": ">",
    "&quot;": '"',
    "&amp;": "&",
    "&#x27;": "'",
    "&#x60;": "`",
    "&#x3D;": "=",
  };
  return html
    .replace(/<[^>]*>/g, "")
    .replace(/&(lt|gt|quot|amp|#x27|#x60|#x3D);/g, (entity) => entities[entity] ?? entity)
    .replace(/\s+/g, " ");
}
