import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { create } from "fontkit";
import type { Font } from "./font-runs.ts";
import { unpackWoff } from "./unpack-woff.ts";

/** What every part of the font brings letters for; the first that has a letter draws it. */
const PARTS = [
  ["noto-sans", "latin"],
  ["noto-sans", "latin-ext"],
  ["noto-sans", "greek"],
  ["noto-sans", "greek-ext"],
  ["noto-sans", "cyrillic"],
  ["noto-sans", "cyrillic-ext"],
  ["noto-sans", "vietnamese"],
  ["noto-sans-arabic", "arabic"],
  ["noto-sans-hebrew", "hebrew"],
] as const;

const weights = { normal: 400, strong: 700 } as const;
export type Weight = keyof typeof weights;

/** A part of the font in one weight: its name in a document, its file, and the letters that it has. */
export interface FontPart {
  readonly name: string;
  readonly file: Buffer;
  readonly has: (codePoint: number) => boolean;
}

const require = createRequire(import.meta.url);

/** Where each font is installed. */
const manifests = {
  "noto-sans": require.resolve("@fontsource/noto-sans/package.json"),
  "noto-sans-arabic": require.resolve("@fontsource/noto-sans-arabic/package.json"),
  "noto-sans-hebrew": require.resolve("@fontsource/noto-sans-hebrew/package.json"),
  unifontex: require.resolve("@fontsource/unifontex/package.json"),
} as const;

/**
 * Has nearly every letter of Unicode's first plane in one file of 3 MB, and no weights. Its look is plain; fonts that draw
 * Chinese, Japanese and Korean well bring two hundred megabytes.
 */
const lastResort = readPart("unifontex", "latin", weights.normal);

/**
 * Noto Sans in the parts that its packages have: Latin with all its accents, Greek, Cyrillic, and what is written from the
 * right, whose letters have to be put in order; then Unifont for all other scripts, since an invoice has to name its customer.
 * Read once.
 */
export const fonts: Readonly<Record<Weight, Font<FontPart>>> = {
  normal: { parts: partsIn("normal"), lastResort },
  strong: { parts: partsIn("strong"), lastResort },
};

function partsIn(weight: Weight): [FontPart, ...FontPart[]] {
  const [first, ...others] = PARTS;
  const read = ([font, part]: (typeof PARTS)[number]) => readPart(font, part, weights[weight]);
  return [read(first), ...others.map(read)];
}

function readPart(font: keyof typeof manifests, part: string, weight: number): FontPart {
  const name = `${font}-${part}-${weight}-normal`;
  const file = unpackWoff(readFileSync(join(dirname(manifests[font]), "files", `${name}.woff`)));
  const read = create(file);
  if (!("hasGlyphForCodePoint" in read)) throw new Error(`${name} is a collection of fonts`);
  return { name, file, has: (codePoint) => read.hasGlyphForCodePoint(codePoint) };
}
