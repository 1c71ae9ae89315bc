import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { lettersRead, numbersRead } from "./read-numbers.ts";
import { closeReading, linesJoined, plainReading, writtenSpan } from "./reading.ts";

describe("a text as it is read", () => {
  it.each([
    ["０６ ４５", "06 45"],
    ["٠٦ ४५ 𝟙𝟚", "06 45 12"],
    ["0️⃣6️⃣", "06"],
    ["a\u200bb\u00adc", "abc"],
    ["gmаil.cоm", "gmail.com"],
    ["10–12 − 3", "10-12 - 3"],
    ["ⓢⓐⓜ＠", "sam@"],
    ["06\u000745\u008512\u202878", "0645\n12\n78"],
    ["06 • 45 → 12", "06 · 45 · 12"],
  ])("has plain characters: %s", (written, read) => {
    expect(plainReading(written).text).toBe(read);
  });

  it.each([
    ["zéro six quarante-cinq douze", "064512"],
    ["soixante-douze, quatre-vingt-treize", "72, 93"],
    ["vingt et un, soixante et onze, dix-sept", "21, 71, 17"],
    ["quatre vingt dix huit", "98"],
    ["nonante-trois et six", "936"],
    ["four one five, double oh seven", "415, 007"],
    ["forty two, triple five", "42, 555"],
    ["une commande de cinquante", "1 commande de 50"],
    ["sixième, unique, often", "sixième, unique, often"],
  ])("has digits for words of numbers: %s", (written, read) => {
    expect(numbersRead(plainReading(written)).text).toBe(read);
  });

  it("has digits for letters that look like some, among digits only", () => {
    expect(lettersRead(plainReading("O6 l2 34 56 78")).text).toBe("06 12 34 56 78");
    expect(lettersRead(plainReading("Il OO 12")).text).toBe("Il OO 12");
  });

  it.each([
    ["06,\n45", "06\n45"],
    ["06\r\n\r\n45", "06\n45"],
    ["liste :\n• 06\n• 45", "liste :\n· 06\n45"],
    ["06 -\n> > 45", "06\n45"],
    ["06<br />45", "06\n45"],
    ["06, 45", "06, 45"],
  ])("has lines without what stands around their breaks: %j", (written, read) => {
    expect(linesJoined(plainReading(written)).text).toBe(read);
  });

  it("is together where all its characters stand apart", () => {
    expect(closeReading(plainReading("mail: j e a n @ x . f r !")).text).toBe("mail: jean@x.fr!");
  });

  it("knows where every character was written, in every text", () => {
    const text = fc.string({ unit: "grapheme", maxLength: 60 });
    fc.assert(
      fc.property(text, (written) => {
        const plain = plainReading(written);
        for (const reading of [plain, numbersRead(plain), linesJoined(plain)]) {
          expect(reading.starts).toHaveLength(reading.text.length);
          expect(reading.ends).toHaveLength(reading.text.length);
          const whole = writtenSpan(reading, { start: 0, end: reading.text.length });
          if (reading.text !== "") expect(whole.end).toBeLessThanOrEqual(written.length);
        }
      }),
    );
  });
});
