import { describe, expect, it } from "vitest";
import { runsOf } from "./font-runs.ts";
import { fonts } from "./fonts.ts";

const drawn = (text: string) => runsOf(text, fonts.normal);
const read = (text: string) =>
  drawn(text)
    .map((run) => run.text)
    .join("");

describe("the font of receipts and invoices", () => {
  it.each([
    "Łukasz Żak",
    "Zoë Œuvrard-Nguyễn",
    "Ștefan Țăran",
    "Jiří Dvořák",
    "Þórður Ægisson",
    "Ελένη Παπαδοπούλου",
    "Дмитро Їжак",
    "Ğülşen Işık",
    "王伟",
    "髙﨑 さくら",
    "김철수",
    "陳大文",
    "כהן",
    "محمد",
    "ნინო",
    "Արամ",
    "สมชาย",
  ])("hunt F7, real-clients 8f: has every letter of %s, in both weights", (name) => {
    for (const font of [fonts.normal, fonts.strong]) {
      expect(
        runsOf(name, font)
          .map(({ text }) => text)
          .join(""),
      ).toBe(name.normalize("NFC"));
    }
  });

  it("sets words that are written from the right in turn from the right", () => {
    expect(drawn("עדי כהן, Haïfa").map(({ text }) => text)).toEqual(["כהן", " ", "עדי", ", Haïfa"]);
    expect(drawn("Monsieur محمد علي").map(({ text }) => text)).toEqual(["Monsieur ", "علي", " ", "محمد"]);
    expect(drawn("محمد ").map(({ text }) => text)).toEqual(["محمد", " "]);
  });

  it("hunt F7: draws narrow spaces, dashes and signs of typography as what they are, or as plain ones", () => {
    expect(read("Un logo unique\u202f!")).toBe("Un logo unique\u00a0!");
    expect(read("\u221210\u2009% \u2014 e\u2011mail")).toBe("\u221210\u2009% \u2014 e\u2011mail");
  });

  it("hunt F7: what cannot be seen, and what turns the direction of others, does not appear", () => {
    expect(read("Zo\u200b\u00ade \u202eLX\u202c \u2066a\u2069")).toBe("Zoe LX a");
  });

  it("shows that a letter is missing instead of another one", () => {
    expect(read("\u{20000} Ada")).toBe("\ufffd Ada");
  });

  it("keeps what one part can draw together", () => {
    expect(drawn("Łukasz and Zoé").map(({ text }) => text)).toEqual(["Ł", "ukasz and Zoé"]);
  });
});
