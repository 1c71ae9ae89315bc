import { DatabaseSync, type StatementSync } from "node:sqlite";

/**
 * All state of the simulator, in one SQLite file (or in memory): objects, jobs to do later, webhook deliveries,
 * idempotency keys, faults. Every statement is synchronous, so what one tick does is atomic for every reader.
 */
const SCHEMA = `
  CREATE TABLE IF NOT EXISTS objects (
    position INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT UNIQUE NOT NULL, kind TEXT NOT NULL, account TEXT NOT NULL,
    created INTEGER NOT NULL, object TEXT NOT NULL, hidden TEXT NOT NULL
  );
  CREATE INDEX IF NOT EXISTS objects_by_kind ON objects (kind, account, position);
  CREATE TABLE IF NOT EXISTS jobs (
    position INTEGER PRIMARY KEY AUTOINCREMENT, due_ms INTEGER NOT NULL, kind TEXT NOT NULL, target TEXT NOT NULL
  );
  CREATE INDEX IF NOT EXISTS jobs_by_due ON jobs (due_ms, position);
  CREATE TABLE IF NOT EXISTS deliveries (
    position INTEGER PRIMARY KEY AUTOINCREMENT, event_id TEXT NOT NULL, event_type TEXT NOT NULL, endpoint TEXT NOT NULL,
    state TEXT NOT NULL, due_ms INTEGER NOT NULL, attempts INTEGER NOT NULL, last_answer TEXT
  );
  CREATE INDEX IF NOT EXISTS deliveries_by_due ON deliveries (state, endpoint, due_ms, position);
  CREATE INDEX IF NOT EXISTS deliveries_by_event ON deliveries (event_id);
  CREATE TABLE IF NOT EXISTS idempotency_keys (
    account TEXT NOT NULL, key TEXT NOT NULL, endpoint TEXT NOT NULL, fingerprint TEXT NOT NULL, status INTEGER NOT NULL,
    body TEXT NOT NULL, request_id TEXT NOT NULL, saved_ms INTEGER NOT NULL, PRIMARY KEY (account, key)
  );
  CREATE TABLE IF NOT EXISTS faults (position INTEGER PRIMARY KEY AUTOINCREMENT, fault TEXT NOT NULL);
  CREATE TABLE IF NOT EXISTS settings (name TEXT PRIMARY KEY, value TEXT NOT NULL);
`;

export type Row = Record<string, string | number | null>;
type Bindable = string | number | null;

export type Database = {
  all(sql: string, ...values: Bindable[]): Row[];
  run(sql: string, ...values: Bindable[]): void;
  /** Does `work` in one transaction, joining the one that is open; a throw undoes all of it. */
  transaction<T>(work: () => T): T;
  close(): void;
};

export function openDatabase(path: string): Database {
  const connection = new DatabaseSync(path);
  // WAL with normal sync survives the end of the process (kill -9 included), which is what a restart test does.
  connection.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA busy_timeout = 5000;");
  connection.exec(SCHEMA);
  const statements = new Map<string, StatementSync>();
  let isInTransaction = false;

  function prepared(sql: string): StatementSync {
    const known = statements.get(sql);
    if (known !== undefined) return known;
    const statement = connection.prepare(sql);
    statements.set(sql, statement);
    return statement;
  }

  return {
    // The tables above hold text and integers only, so no row has a blob or a bigint.
    all: (sql, ...values) => prepared(sql).all(...values) as Row[],
    run: (sql, ...values) => {
      prepared(sql).run(...values);
    },
    transaction(work) {
      if (isInTransaction) return work();
      isInTransaction = true;
      connection.exec("BEGIN IMMEDIATE");
      try {
        const result = work();
        connection.exec("COMMIT");
        return result;
      } catch (error) {
        connection.exec("ROLLBACK");
        throw error;
      } finally {
        isInTransaction = false;
      }
    },
    close: () => connection.close(),
  };
}
