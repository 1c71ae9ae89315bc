/** What is looked for in the help. */
export function helpSearchOf({ q }: Record<string, unknown>): { q?: string } {
  return typeof q === "string" && q.trim() !== "" ? { q: q.slice(0, 100) } : {};
}
