/**
 * All accounts that an event names, anywhere in its data. Its notifications may hold their names or words and are erased
 * with them (R42). Read from the data itself, so that a new kind of event needs no entry.
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
