/** A stretch of text that one part of a font draws. */
export interface Run<Part> {
  readonly part: Part;
  readonly text: string;
}

interface HasLetters {
  readonly has: (codePoint: number) => boolean;
}

/** What a text is drawn with. */
export interface Font<Part> {
  /** The first that has a letter draws it; the first of them has the plain letters. */
  readonly parts: readonly [Part, ...Part[]];
  /** Draws what none of the others has. */
  readonly lastResort: Part;
}

/** Shown for a letter that no part has, as readers of text know it. */
const MISSING = "\ufffd";

/**
 * Cuts a text where another part of the font has to draw it. Invisible characters, and with them those that turn the
 * direction of what follows, are left out; a space or a hyphen that the parts do not have is drawn as a plain one. Pure.
 */
export function runsOf<Part extends HasLetters>(text: string, font: Font<Part>): Run<Part>[] {
  const runs: { part: Part; text: string }[] = [];
  for (const written of visible(text)) {
    const last = runs.at(-1);
    const isOneWord = last !== undefined && isFromRight(last.text) === isFromRight(written);
    const { part, letter } = drawable(written, font, isOneWord ? last.part : undefined);
    if (isOneWord && last.part === part) last.text += letter;
    else runs.push({ part, text: letter });
  }
  return inOrderOfDrawing(runs);
}

/** Whether a text begins with a letter of a script that is written from the right. */
const isFromRight = (text: string) => /^[\p{Script=Hebrew}\p{Script=Arabic}]/u.test(text);

/** Words from the right stand in turn from the right too; the letters of each, the drawing puts in order. */
function inOrderOfDrawing<Part>(runs: readonly Run<Part>[]): Run<Part>[] {
  const ordered: Run<Part>[] = [];
  for (let at = 0; at < runs.length; ) {
    let end = at;
    while (isFromRight(runs[end]?.text ?? "")) end += runs[end + 1]?.text.trim() === "" ? 2 : 1;
    // A space behind the last of them belongs to what follows.
    if (end > at && runs[end - 1]?.text.trim() === "") end -= 1;
    const next = Math.max(end, at + 1);
    ordered.push(...runs.slice(at, next).reverse());
    at = next;
  }
  return ordered;
}

const visible = (text: string) => text.normalize("NFC").replace(/[\p{Cf}\p{Cc}\u2028\u2029]/gu, "");

function drawable<Part extends HasLetters>(
  written: string,
  { parts, lastResort }: Font<Part>,
  current: Part | undefined,
): { part: Part; letter: string } {
  for (const letter of [written, plain(written)]) {
    const has = (part: Part) => part.has(letter.codePointAt(0) ?? 0);
    // What follows in the same part keeps accents on their letter, and words whole.
    if (current !== undefined && has(current)) return { part: current, letter };
    const part = parts.find(has);
    if (part !== undefined) return { part, letter };
  }
  if (lastResort.has(written.codePointAt(0) ?? 0)) return { part: lastResort, letter: written };
  return { part: parts[0], letter: MISSING };
}

function plain(letter: string): string {
  if (/\p{Zs}/u.test(letter)) return "\u00a0";
  return /\p{Pd}|\u2212/u.test(letter) ? "-" : letter;
}
