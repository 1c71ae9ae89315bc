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
    "Vous avez 48 h pour l’accepter ou la refuser\u202f: jusqu’au 7 janvier 2026 à 10:00 (heure de Paris).",
  );
  expect(renderWords("order_paid", "en", data, "").lines.join()).toContain(
    "You have 48 h to accept or refuse it: until 7 January 2026 at 10:00 (Paris time).",
  );
});

it("real-clients 7a, 7b: ask for a brief only who has given none, and say the window", () => {
  for (const data of samples.order_confirmed) {
    const words = renderWords("order_confirmed", "en", data, "").lines.join(" ");
    expect(/Remember to complete the brief/.test(words)).toBe(!data.hasBrief);
    expect(words).toContain("48 h");
  }
});

it("real-clients 7c: have typographic apostrophes", () => {
  const straight = kindNames.flatMap((kind) =>
    samples[kind].flatMap((data) =>
      (["fr", "en"] as const).flatMap((locale) => {
        const { title, lines, action } = renderWords(kind, locale, data, "");
        return [title, ...lines, action].filter((line) => /\w'\w/.test(line) && !/^[«“]/.test(line));
      }),
    ),
  );
  expect(straight).toEqual([]);
});

it("keep French marks on the line of their words, in what people wrote too", () => {
  const lines = kindNames.flatMap((kind) =>
    samples[kind].flatMap((data) => {
      const { title, lines, action } = renderWords(kind, "fr", data, "");
      return [title, ...lines, action];
    }),
  );
  expect(lines.filter((line) => /« | »| [:;?!](?:\s|$)/.test(line))).toEqual([]);
  const written = { messages: [{ actor: "Léa", text: "Le bleu ? Non : le « vrai » bleu !" }] };
  expect(renderWords("messages_waiting", "fr", written, "").lines).toContain(
    "«\u00a0Le bleu\u202f? Non\u202f: le «\u00a0vrai\u00a0» bleu\u202f!\u00a0»",
  );
});

it("real-clients 7e: name a person once who wrote many messages in a row", () => {
  const messages = ["un", "deux", "trois"].map((text) => ({ actor: "Léa", text }));
  const { lines } = renderWords("messages_waiting", "fr", { messages }, "");
  expect(lines).toEqual(["De Léa\u202f:", "«\u00a0un\u00a0»", "«\u00a0deux\u00a0»", "«\u00a0trois\u00a0»"]);
});

it("hunt F2: say a mediator's decision with its amounts and reasons, and who ended an order truly", () => {
  const decision = { title: "Logo", amountCents: 1500, decision: "split", reasons: "Half done." } as const;
  const amounts = { refundCents: 1499, releasedCents: 1 };
  const toBuyer = renderWords("dispute_decided", "en", { ...decision, ...amounts, side: "buyer" }, "").lines;
  for (const said of ["“Half done.”", "€14.99 are refunded to you. €0.01 go to the seller."]) {
    expect(toBuyer).toContain(said);
  }
  const cancelled = {
    title: "Logo",
    amountCents: 1500,
    side: "buyer",
    by: "seller",
    explanation: "",
  } as const;
  const first = (reason: "agreed" | "conceded" | null) =>
    renderWords("order_cancelled", "en", { ...cancelled, reason }, "").lines[0];
  expect(first("agreed")).toBe("The seller agreed to cancel, as the buyer had asked.");
  expect(first("conceded")).toBe("The seller conceded the dispute to the buyer.");
  expect(first(null)).toBe("The seller cancelled the order.");
});

it("hunt F20: write the first of a month in French as French does", () => {
  expect(moment("2026-12-01T09:41:00.000Z", "fr")).toBe("1er décembre 2026 à 10:41 (heure de Paris)");
  expect(moment("2026-12-11T09:41:00.000Z", "fr")).toMatch(/^11 décembre/);
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
  // hunt F13
  expect(excerpt(`${"a".repeat(299)}😀 suite`)).toBe(`${"a".repeat(299)}…`);
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

/** The contrast of two colours such as `#1f2937` (https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio). */
function contrastOf(one: string, other: string): number {
  const [darker = 0, lighter = 0] = [one, other].map(luminanceOf).toSorted((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

function luminanceOf(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

it("real-clients 7d: can be read in mail programs that are dark, with every text on its ground", () => {
  const words = renderWords("message_received", "en", { text: "Bonjour" }, "Zoé");
  const about = { locale: "en", recipientName: "Sam", url: "https://a.test", platformName: "M" } as const;
  const { html } = renderMail(words, { ...about, unsubscribeUrl: "https://a.test/u" });
  expect(html).toContain('<meta name="color-scheme" content="light dark">');
  const [, dark = ""] = /prefers-color-scheme: dark\) \{(.*?)\n {6}\}/s.exec(html) ?? [];
  const colour = (part: string, property: string) =>
    new RegExp(`\\.${part}\\b[^{]*\\{[^}]*?\\b${property}: (#[0-9a-f]{6}) !important`).exec(dark)?.[1] ?? "";
  const [page, card] = [colour("page", "background-color"), colour("card", "background-color")];
  for (const [part, ground] of [
    ["brand", page],
    ["quiet", page],
    ["quiet", card],
    ["ink", card],
    ["heading", card],
    ["quotation", colour("quotation", "background")],
  ] as const) {
    const ratio = contrastOf(colour(part, "(?<!-)color"), ground);
    expect([part, ground, ratio >= 4.5]).toEqual([part, ground, true]);
  }
  // Every ground changes: the page has its own on the body and on the one box in it, and the card on a table in it too.
  for (const [ground, tags, selectors] of [
    ["#eef0f4", [/^<body\s+class="page"/, /^<div\s[^>]*role="article"/], ["body", ".page", ".page > div"]],
    ["#ffffff", [/^<div\s+class="card"/, /^<table\s/], [".card", ".card > table"]],
  ] as const) {
    const drawn = [...html.matchAll(/<(?!!)[^<>]*>/g)].map(([tag]) => tag);
    const lit = drawn.filter((tag) => tag.includes(`background-color:${ground}`));
    expect(lit).toHaveLength(tags.length);
    for (const [index, tag] of tags.entries()) expect(lit[index]).toMatch(tag);
    expect(dark).toContain(`${selectors.join(", ")} {`);
  }
  // Every text has a part whose colour changes.
  const texts = [...html.matchAll(/<div\s+style="[^"]*font-size:(?:13|16|18|22)px/g)];
  const named = [...html.matchAll(/class="(?:brand|quiet|ink|heading)"/g)];
  expect(named.length).toBe(texts.length);
});
