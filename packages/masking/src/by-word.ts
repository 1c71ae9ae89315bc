/**
 * A table of words by their meaning, turned round: `[[0, "zéro zero"]]` gives 0 for `zéro` and for `zero`. A map, since words
 * come from strangers, and an object would know `constructor`.
 */
export function byWord<Meaning>(rows: readonly (readonly [Meaning, string])[]): ReadonlyMap<string, Meaning> {
  return new Map(
    rows.flatMap(([meaning, words]) => words.split(" ").map((word) => [word, meaning] as const)),
  );
}
