import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { create } from "fontkit";

/** What every part of the font brings letters for; the first that has a letter draws it. */
const PARTS = ["latin", "latin-ext", "greek", "greek-ext", "cyrillic", "cyrillic-ext", "vietnamese"] as const;

const weights = { normal: 400, strong: 700 } as const;
export type Weight = keyof typeof weights;

/** A part of the font in one weight: its name in a document, its file, and the letters that it has. */
export interface FontPart {
  readonly name: string;
  readonly file: Buffer;
  readonly has: (codePoint: number) => boolean;
}

const require = createRequire(import.meta.url);
const FILES = join(dirname(require.resolve("@fontsource/noto-sans/package.json")), "files");

/** Noto Sans in the parts that its package has: Latin with all its accents, Greek and Cyrillic. Read once. */
export const fontParts: Readonly<Record<Weight, readonly [FontPart, ...FontPart[]]>> = {
  normal: partsIn("normal"),
  strong: partsIn("strong"),
};

function partsIn(weight: Weight): [FontPart, ...FontPart[]] {
  const [first, ...others] = PARTS;
  return [readPart(first, weight), ...others.map((part) => readPart(part, weight))];
}

function readPart(part: string, weight: Weight): FontPart {
  const path = join(FILES, `noto-sans-${part}-${weights[weight]}-normal.woff`);
  const file = readFileSync(path);
  const font = create(file);
  if (!("hasGlyphForCodePoint" in font)) throw new Error(`${path} is a collection of fonts`);
  return { name: `${part}-${weight}`, file, has: (codePoint) => font.hasGlyphForCodePoint(codePoint) };
}
