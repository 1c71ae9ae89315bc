/** What `a[b][0]=c` decodes to: text at the leaves, and nothing but lists and records above them. */
export type FormValue = string | FormValue[] | { [name: string]: FormValue };
export type FormFields = { [name: string]: FormValue };

type Node = string | Map<string, Node>;

/**
 * Decodes the body or query that stripe-node sends: `metadata[orderId]=x`, `line_items[0][quantity]=1`, `expand[]=charge`.
 * A level whose names are all numbers (or empty, for `[]`) becomes a list, in the order of the numbers.
 */
export function decodeForm(encoded: string): FormFields {
  const root = new Map<string, Node>();
  for (const [key, value] of new URLSearchParams(encoded)) place(root, splitKey(key), value);
  return Object.fromEntries([...root].map(([name, node]) => [name, toValue(node)]));
}

/** `a[b][0]` → `["a", "b", "0"]`; a key without closed brackets is one name. */
export function splitKey(key: string): string[] {
  const match = /^([^[\]]+)((?:\[[^[\]]*\])*)$/.exec(key);
  if (match === null) return [key];
  const [, head = "", brackets = ""] = match;
  return [head, ...[...brackets.matchAll(/\[([^[\]]*)\]/g)].map((part) => part[1] ?? "")];
}

function place(level: Map<string, Node>, path: readonly string[], value: string): void {
  const [written = "", ...rest] = path;
  // `expand[]=a&expand[]=b`: an empty name appends.
  const name = written === "" ? String(level.size) : written;
  if (rest.length === 0) {
    level.set(name, value);
    return;
  }
  const existing = level.get(name);
  const below = existing instanceof Map ? existing : new Map<string, Node>();
  level.set(name, below);
  place(below, rest, value);
}

function toValue(node: Node): FormValue {
  if (typeof node === "string") return node;
  const entries = [...node].map(([name, below]) => [name, toValue(below)] as const);
  const isList = entries.length > 0 && entries.every(([name]) => /^\d+$/.test(name));
  if (!isList) return Object.fromEntries(entries);
  return entries.sort(([a], [b]) => Number(a) - Number(b)).map(([, value]) => value);
}
