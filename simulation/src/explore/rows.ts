import type { Lifecycle, Row } from "@vc/lifecycle";
import { lifecycle as orders } from "../../../services/orders/src/orders/lifecycle.ts";
import { lifecycle as movements } from "../../../services/payments/src/movements/lifecycle.ts";
import { lifecycle as payments } from "../../../services/payments/src/payments/lifecycle.ts";
import { onlyInFullWalks, unexplored } from "./unexplored-rows.ts";

/** The tables whose rows a walk should take. */
const tables: readonly Lifecycle[] = [orders, payments, movements];

/** A row by what tells it from the others of all tables. */
function nameOf(table: string, row: Row & { readonly decision?: string }): string {
  const { on, by, from, to, decision } = row;
  const who = by === undefined ? "" : ` by ${by}`;
  const how = decision === undefined ? "" : ` (${decision})`;
  return `${table}: ${on}${how}${who} from ${from.join(", ")} to ${to}`;
}

export const rowNames: readonly string[] = tables.flatMap(({ name, rows }) =>
  rows.map((row) => nameOf(name, row)),
);

/**
 * Notes which rows are taken from now on. A decision reads where a row leads when it takes it, and at no other time, so
 * that the tables themselves say so; the services need not know of it.
 */
export function noteTakenRows(): ReadonlySet<string> {
  const taken = new Set<string>();
  for (const { name, rows } of tables) {
    for (const row of rows) {
      const { to } = row;
      const rowName = nameOf(name, row);
      Object.defineProperty(row, "to", {
        enumerable: true,
        get: () => {
          taken.add(rowName);
          return to;
        },
      });
    }
  }
  return taken;
}

/**
 * What is wrong with the list of explained rows, when these were taken.
 *
 * @param isShort whether walks were taken in their short form only
 */
export function complaintsAbout(taken: ReadonlySet<string>, isShort: boolean): string[] {
  const explained = Object.keys(unexplored);
  const full = Object.keys(onlyInFullWalks);
  const excused = isShort ? [...explained, ...full] : explained;
  return [
    ...rowNames
      .filter((row) => !taken.has(row) && !excused.includes(row))
      .map((row) => `no walk takes the row "${row}": explain it in unexplored-rows.ts, or delete it`),
    ...excused
      .filter((row) => taken.has(row))
      .map((row) => `a walk takes the row "${row}": take it out of unexplored-rows.ts`),
    ...[...explained, ...full]
      .filter((row) => !rowNames.includes(row))
      .map((row) => `unexplored-rows.ts names "${row}", which is no row`),
  ];
}
