/** Words before the telling ones: who, does what, for whom. */
const OPENINGS = [
  /^(?:je|j['’])\s*(?:vous\s+)?[\p{L}-]+\s+(?:et\s+[\p{L}-]+\s+)?(?:en\s+page\s+)?(?:(?:votre|vos|une?|le|la|les|des|du|de)\s+|[ld]['’]\s*)?/iu,
  /^i(?:['’]ll|\s+will|\s+can)?\s+[\p{L}-]+\s+(?:and\s+[\p{L}-]+\s+)?(?:up\s+|after\s+)?(?:(?:your|you|a|an|the|my)\s+)*/iu,
];

/** Words that say nothing at the end of a line. */
const WEAK_ENDS =
  /\s+(?:[\d.,\s]+|de|du|des|d['’]|en|et|à|a|au|aux|le|la|les|un|une|pour|par|avec|sur|dans|the|of|and|in|for|to|with|an|from|by|on|votre|your)$/iu;

/** As long as a line of a cover can be at the size of its text. */
const LINE_LENGTH = 13;

/** The telling words of a title in one or two lines, for a cover: « Je crée votre logo minimaliste » → « Logo », « minimaliste ». */
export function coverWords(title: string): string[] {
  const opened = OPENINGS.reduce((text, opening) => text.replace(opening, ""), title.trim());
  const text =
    (opened === "" ? title.trim() : opened)
      .split(/[:;(–—]|[,.](?!\d)|\s(?:et|and)\s(?:vous|you)\s/i)[0]
      ?.trim() ?? "";
  const lines: string[] = [];
  for (const word of text.split(/\s+/)) {
    const last = lines.at(-1);
    if (last !== undefined && `${last} ${word}`.length <= LINE_LENGTH)
      lines[lines.length - 1] = `${last} ${word}`;
    else if (lines.length < 2) lines.push(word);
    else break;
  }
  const [first = "", second] = lines;
  const kept = second === undefined ? [first] : [first, second];
  let end = kept.at(-1) ?? "";
  while (WEAK_ENDS.test(end)) end = end.replace(WEAK_ENDS, "");
  // A second line of nothing but a weak word is no line.
  const isEmptyEnd = WEAK_ENDS.test(` ${end}`) && kept.length === 2;
  const whole = isEmptyEnd ? [first.replace(WEAK_ENDS, "")] : [...kept.slice(0, -1), end];
  return whole.map((line, index) =>
    shorten(index === 0 ? line.charAt(0).toUpperCase() + line.slice(1) : line),
  );
}

/** A word too long for a cover breaks with a hyphen; what is left over is left out. */
function shorten(line: string): string {
  return line.length <= LINE_LENGTH + 2 ? line : `${line.slice(0, LINE_LENGTH)}-`;
}
