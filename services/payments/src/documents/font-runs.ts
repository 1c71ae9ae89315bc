/** A stretch of text that one part of a font draws. */
export interface Run<Part> {
  readonly part: Part;
  readonly text: string;
}

interface HasLetters {
  readonly has: (codePoint: number) => boolean;
}

/** Shown for a letter that no part has, as readers of text know it. */
const MISSING = "\ufffd";

/**
 * Cuts a text where another part of the font has to draw it. Invisible characters, and with them those that turn the
 * direction of what follows, are left out; a space or a hyphen that the font does not have is drawn as a plain one. Pure.
 *
 * @param parts the first of them has the plain letters
 */
export function runsOf<Part extends HasLetters>(
  text: string,
  parts: readonly [Part, ...Part[]],
): Run<Part>[] {
  const runs: { part: Part; text: string }[] = [];
  for (const written of visible(text)) {
    const { part, letter } = drawable(written, parts, runs.at(-1)?.part);
    const last = runs.at(-1);
    if (last?.part === part) last.text += letter;
    else runs.push({ part, text: letter });
  }
  return runs;
}

const visible = (text: string) => text.normalize("NFC").replace(/[\p{Cf}\p{Cc}\u2028\u2029]/gu, "");

function drawable<Part extends HasLetters>(
  written: string,
  parts: readonly [Part, ...Part[]],
  current: Part | undefined,
): { part: Part; letter: string } {
  for (const letter of [written, plain(written)]) {
    const has = (part: Part) => part.has(letter.codePointAt(0) ?? 0);
    // What follows in the same part keeps accents on their letter, and words whole.
    if (current !== undefined && has(current)) return { part: current, letter };
    const part = parts.find(has);
    if (part !== undefined) return { part, letter };
  }
  return { part: parts[0], letter: MISSING };
}

function plain(letter: string): string {
  if (/\p{Zs}/u.test(letter)) return "\u00a0";
  return /\p{Pd}|\u2212/u.test(letter) ? "-" : letter;
}
