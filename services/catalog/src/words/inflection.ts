/** Feminines and plurals that no ending shows, with the word that they belong to. */
const baseOf: Readonly<Record<string, string>> = {
  belle: "beau",
  bel: "beau",
  nouvelle: "nouveau",
  nouvel: "nouveau",
  vieille: "vieux",
  vieil: "vieux",
  fraiche: "frais",
  travaux: "travail",
  vitraux: "vitrail",
  emaux: "email",
  yeux: "oeil",
  grey: "gray",
};

/** Feminine endings and the masculine ones that the same words have. */
const FEMININES: readonly (readonly [RegExp, string])[] = [
  [/ive$/, "if"],
  [/euse$/, "eu"],
  [/trice$/, "teur"],
  [/([aei])lle$/, "$1l"],
  [/(n)ne$/, "$1"],
  [/(t)te$/, "$1"],
  [/(s)se$/, "$1"],
  [/iere$/, "ier"],
  [/che$/, "c"],
  [/que$/, "c"],
  [/gue$/, "g"],
];

/**
 * One form for the singular and plural, masculine and feminine of a word, and for both spellings of English. It need not
 * be a word of the language: it is compared only with what it makes of other words.
 *
 * @param plain in lower case, without accents
 */
export function uninflected(plain: string): string {
  if (plain.length < 4) return plain;
  const singular = withoutPlural(irregular(plain));
  return withoutPlural(irregular(masculine(irregular(singular))));
}

/** British and American English as one: colour and color, optimisation and optimization, centre and center. */
export function spelling(plain: string): string {
  return plain
    .replace(/^(\p{L}{3,})our(?=(?:s|ed|ing|ful|ist)?$)/u, "$1or")
    .replace(/^(\p{L}{3,})([iy])z(?=(?:e|es|ed|er|ers|ing|ation|ations)$)/u, "$1$2s")
    .replace(/^(\p{L}{3,})tre(?=s?$)/u, "$1ter");
}

const irregular = (word: string) => baseOf[word] ?? word;

function withoutPlural(word: string): string {
  if (word.length < 4) return word;
  if (/(?:e|y)aux$/.test(word)) return word.slice(0, -1);
  if (/aux$/.test(word)) return `${word.slice(0, -3)}al`;
  return word.replace(/[sx]$/, "");
}

function masculine(word: string): string {
  const [ending, masculineEnding] = FEMININES.find(([feminine]) => feminine.test(word)) ?? [/$/, ""];
  return word.replace(ending, masculineEnding);
}
