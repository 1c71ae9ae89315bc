/**
 * The accounts that an event names, wherever in it: what is told of it may hold their names or words, and has to go
 * with them (R42). Read off the data, so that no new kind of event can be forgotten.
 */
export function accountsIn(data: unknown): string[] {
  const found = new Set<string>();
  collect(data, found);
  return [...found];
}

function collect(value: unknown, found: Set<string>): void {
  if (typeof value === "string") {
    if (/^account_\w+$/.test(value)) found.add(value);
  } else if (typeof value === "object" && value !== null) {
    for (const part of Object.values(value)) collect(part, found);
  }
}
