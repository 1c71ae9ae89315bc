import type { Database, Row } from "./database.ts";

/** The tables that make up the state, and what names a row of each. Webhooks and faults are none of it. */
const tables = {
  objects: ["position", "id", "kind", "account", "created", "object", "hidden"],
  jobs: ["position", "due_ms", "kind", "target"],
  idempotency_keys: ["account", "key", "endpoint", "fingerprint", "status", "body", "request_id", "saved_ms"],
} as const;

type TableName = keyof typeof tables;
const TABLE_NAMES = ["objects", "jobs", "idempotency_keys"] as const satisfies TableName[];

/** Everything that was stored at one moment. A row that did not change is the same object in the next one. */
export type SavedState = Readonly<Record<TableName, ReadonlyMap<string, Row>>>;

const keyOf = (name: TableName, row: Row): string =>
  name === "idempotency_keys" ? `${row.account} ${row.key}` : String(row.position);

/** A database that counts the writes to each table, so that a caller knows which of them may have changed. */
export interface CountedDatabase extends Database {
  writesTo(table: string): number;
}

const WRITTEN = /\b(?:INTO|UPDATE|FROM)\s+(\w+)/i;

export function counted(database: Database): CountedDatabase {
  const writes = new Map<string, number>();
  const writesTo = (table: string) => writes.get(table) ?? 0;
  return {
    ...database,
    run: (sql, ...values) => {
      const table = WRITTEN.exec(sql)?.[1] ?? "";
      writes.set(table, writesTo(table) + 1);
      database.run(sql, ...values);
    },
    writesTo,
  };
}

/** Takes the state of a database and puts an earlier one back, writing only the rows that differ. */
export function savedStatesOf(database: CountedDatabase): {
  save(): SavedState;
  restore(state: SavedState): void;
} {
  let last: SavedState = { objects: new Map(), jobs: new Map(), idempotency_keys: new Map() };
  const savedAt = new Map<TableName, number>();

  function rowsOf(name: TableName): ReadonlyMap<string, Row> {
    const rows = new Map<string, Row>();
    for (const row of database.all(`SELECT * FROM ${name} ORDER BY rowid`)) {
      const key = keyOf(name, row);
      const known = last[name].get(key);
      rows.set(key, known !== undefined && isSame(name, known, row) ? known : row);
    }
    return rows;
  }

  function save(): SavedState {
    const written = TABLE_NAMES.filter((name) => savedAt.get(name) !== database.writesTo(name));
    if (written.length > 0)
      last = { ...last, ...Object.fromEntries(written.map((name) => [name, rowsOf(name)])) };
    noteSaved();
    return last;
  }

  function noteSaved(): void {
    for (const name of TABLE_NAMES) savedAt.set(name, database.writesTo(name));
  }

  function restoreTable(name: TableName, wanted: ReadonlyMap<string, Row>): void {
    for (const [key, row] of last[name]) {
      if (wanted.get(key) === row) continue;
      if (name === "idempotency_keys")
        database.run(
          "DELETE FROM idempotency_keys WHERE account = ? AND key = ?",
          row.account ?? "",
          row.key ?? "",
        );
      else database.run(`DELETE FROM ${name} WHERE position = ?`, row.position ?? 0);
    }
    const columns = tables[name];
    const places = columns.map(() => "?").join(", ");
    for (const [key, row] of wanted) {
      if (last[name].get(key) === row) continue;
      const values = columns.map((column) => row[column] ?? null);
      database.run(`INSERT INTO ${name} (${columns.join(", ")}) VALUES (${places})`, ...values);
    }
  }

  return {
    save,
    restore(state) {
      save();
      for (const name of TABLE_NAMES) restoreTable(name, state[name]);
      last = state;
      noteSaved();
    },
  };
}

const isSame = (name: TableName, one: Row, other: Row): boolean =>
  tables[name].every((column) => one[column] === other[column]);
