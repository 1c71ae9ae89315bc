import { readFileSync } from "node:fs";
import { LEDGER_ENTRY_KINDS } from "@vc/contracts";
import { describe, expect, it } from "vitest";
import { chart } from "./chart.ts";

/** What stands in the first cell of a table's rows that look like this, in the order in which they stand. */
function documented(row: RegExp): string[] {
  const readme = readFileSync(new URL("../../README.md", import.meta.url), "utf8");
  return [...readme.matchAll(row)].map(([, name]) => String(name));
}

describe("the chart of accounts in README.md", () => {
  it("R27: has each account once, and on the side on which it grows", () => {
    const accounts = documented(/^\| `([A-Z_]+)(?::<\w+>)?` +\| (?:debit|credit) +\|/gm);
    expect(accounts.toSorted()).toEqual(Object.keys(chart).toSorted());
    for (const [name, { normal, per }] of Object.entries(chart)) {
      const owner = per === "platform" ? "" : `:<${per}>`;
      expect(
        documented(new RegExp(`^\\| \`(${name})${owner}\` +\\| ${normal} +\\|`, "gm")),
        name,
      ).toHaveLength(1);
    }
  });

  it("R27: has each kind of entry once", () => {
    const kinds = documented(/^\| [^|]+\| `([a-z_]+)` *\|[^|]+\|[^|]+\|$/gm);
    expect(kinds.toSorted()).toEqual(LEDGER_ENTRY_KINDS.toSorted());
  });
});
