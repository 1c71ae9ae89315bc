/**
 * What a person wrote, with marks that stay on the line of their words, and thousands with their hundreds: French people
 * type a plain space before a colon, inside guillemets and in numbers, and a line could break there. Pure.
 */
export function withMarksKept(text: string): string {
  return text
    .replace(/« /g, "«\u00a0")
    .replace(/ (?=[:;?!»](?:[\s,.)]|$))/gm, "\u00a0")
    .replace(/(?<=\d) (?=\d{3}(?!\d))/g, "\u00a0");
}
