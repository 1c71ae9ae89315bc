const LETTERS = "abcdefghijklmnopqrstuvwxyz";

/**
 * Every text that one mistake of typing makes of a word: a letter too many, wrong, missing, or swapped with the next.
 * Of a word with other letters than a to z there are none.
 *
 * @param plain in lower case, without accents
 */
export function oneLetterAway(plain: string): string[] {
  if (!/^[a-z]+$/.test(plain)) return [];
  const made = new Set<string>();
  for (let at = 0; at <= plain.length; at++) {
    const [before, here, after] = [plain.slice(0, at), plain.slice(at, at + 1), plain.slice(at + 1)];
    made.add(before + after);
    if (after !== "") made.add(before + after.slice(0, 1) + here + after.slice(1));
    for (const letter of LETTERS) {
      made.add(before + letter + after);
      made.add(before + letter + here + after);
    }
  }
  made.delete(plain);
  return [...made];
}
