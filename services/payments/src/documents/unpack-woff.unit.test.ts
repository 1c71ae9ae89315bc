import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { create, type Font } from "fontkit";
import { expect, it } from "vitest";
import { unpackWoff } from "./unpack-woff.ts";

const folder = dirname(createRequire(import.meta.url).resolve("@fontsource/noto-sans/package.json"));
const packed = readFileSync(join(folder, "files/noto-sans-latin-400-normal.woff"));

it("gives the font that was packed: each of its letters has the same form", () => {
  const unpacked = unpackWoff(packed);
  expect(unpacked.readUInt32BE(0)).toBe(0x00010000);
  const [before, after] = [packed, unpacked].map((file) => create(file) as Font) as [Font, Font];
  expect(after.numGlyphs).toBe(before.numGlyphs);
  for (const letter of "Aéœ€’") {
    const pathIn = (font: Font) => font.glyphForCodePoint(letter.codePointAt(0) ?? 0).path.toSVG();
    expect(pathIn(after)).toBe(pathIn(before));
  }
});

it("refuses what is no WOFF file", () => {
  expect(() => unpackWoff(unpackWoff(packed))).toThrow("no WOFF");
});
