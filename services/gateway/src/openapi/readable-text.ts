/** The text without the ids of product rules, which mean nothing outside this repository. */
export function withoutRuleIds(text: string): string {
  return text
    .replace(/\bwhat R\d+ hid\b/g, "what was hidden")
    .replace(/[;,] R\d+(?:, R\d+)*(?=\))/g, "")
    .replace(/ \(R\d+(?:, R\d+)*\)/g, "")
    .replace(/^R\d+(?:, R\d+)*: /, "");
}
