/** By what an account is found under its name: the name from each of its words on, without accents and case. */
export function nameKeysOf(displayName: string): string[] {
  const words = searchable(displayName).split(" ").filter(Boolean);
  return words.map((_, index) => words.slice(index).join(" "));
}

/** A name, or what is typed of one, without accents, case and more than one space between words. */
export function searchable(text: string): string {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().trim().split(/\s+/u).join(" ");
}
