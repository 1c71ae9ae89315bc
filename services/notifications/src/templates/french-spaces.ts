/**
 * A French text whose marks stay with their words: no line begins with a colon or ends with an opening guillemet.
 * Templates and people write plain spaces. Pure.
 */
export function frenchSpaces(text: string): string {
  return text
    .replace(/« /g, "«\u00a0")
    .replace(/ »/g, "\u00a0»")
    .replace(/ ([:;?!])(?=\s|$)/gm, "\u202f$1");
}
