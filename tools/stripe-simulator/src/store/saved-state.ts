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

/** A database that counts its writes, so that a caller knows whether anything changed. */
export interface CountedDatabase extends Database {
  writes(): number;
}

export function counted(database: Database): CountedDatabase {
  let writes = 0;
  return {
    ...database,
    run: (sql, ...values) => {
      writes++;
      database.run(sql, ...values);
    },
    writes: () => writes,
  };
}

/** Takes the state of a database and puts an earlier one back, writing only the rows that differ. */
export function savedStatesOf(database: CountedDatabase): {
  save(): SavedState;
  restore(state: SavedState): void;
} {
  let last: SavedState = { objects: new Map(), jobs: new Map(), idempotency_keys: new Map() };
  let savedAt = -1;

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
    if (savedAt === database.writes()) return last;
    savedAt = database.writes();
    last = { objects: rowsOf("objects"), jobs: rowsOf("jobs"), idempotency_keys: rowsOf("idempotency_keys") };
    return last;
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
      savedAt = database.writes();
    },
  };
}

const isSame = (name: TableName, one: Row, other: Row): boolean =>
  tables[name].every((column) => one[column] === other[column]);
