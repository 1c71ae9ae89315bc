import { isRefusal, type Refusal, refuse } from "./refusals.ts";

type Fields = { [name: string]: unknown };

export type ExpansionSource = {
  /** The object with this id, if the caller may see it. */
  find(id: string): object | undefined;
  /** A field that Stripe leaves out unless it is expanded, such as a session's `line_items`; undefined: no such field. */
  include(owner: object, field: string): unknown;
};

const DEEPEST = 4;

/** Replaces ids by what they stand for, along paths such as `payment_intent.latest_charge` or `data.charge`. */
export function expandAll(body: object, paths: readonly string[], source: ExpansionSource): object | Refusal {
  let expanded = body;
  for (const path of paths) {
    const parts = path.split(".");
    if (parts.length > DEEPEST) {
      return refuse(
        "property_not_expandable",
        `You cannot expand more than 4 levels of a property (${path}).`,
      );
    }
    const result = expandPath(expanded, parts, path, source);
    if (isRefusal(result)) return result;
    expanded = result;
  }
  return expanded;
}

function expandPath(
  owner: object,
  parts: readonly string[],
  path: string,
  source: ExpansionSource,
): object | Refusal {
  const [field, ...rest] = parts;
  if (field === undefined) return owner;
  if (Array.isArray(owner)) return expandItems(owner, parts, path, source);
  // Stored objects and answers are JSON records; only lists are left aside, above.
  const fields = owner as Fields;
  const present = field in fields ? fields[field] : source.include(owner, field);
  if (present === null) return owner;
  if (present === undefined) return notExpandable(path);
  const value = typeof present === "string" ? source.find(present) : present;
  if (typeof value !== "object" || value === null) return notExpandable(path);
  const below = expandPath(value, rest, path, source);
  return isRefusal(below) ? below : { ...fields, [field]: below };
}

function expandItems(items: unknown[], parts: readonly string[], path: string, source: ExpansionSource) {
  const expanded: object[] = [];
  for (const item of items) {
    if (typeof item !== "object" || item === null) return notExpandable(path);
    const result = expandPath(item, parts, path, source);
    if (isRefusal(result)) return result;
    expanded.push(result);
  }
  return expanded;
}

function notExpandable(path: string): Refusal {
  return refuse("property_not_expandable", `This property cannot be expanded (${path}).`, "expand");
}
