import type Stripe from "stripe";
import type { Database, Row } from "./database.ts";
import type { KindName, Kinds } from "./kinds.ts";

export type Stored<K extends KindName> = {
  kind: K;
  id: string;
  account: string;
  created: number;
  object: Kinds[K]["object"];
  hidden: Kinds[K]["hidden"];
};

export type ListQuery = {
  account: string;
  /** JSON path inside the object → the value it must have, such as `{ "$.charge": "ch_1" }`. */
  where?: Record<string, string | number | undefined>;
  /** One of these values at this path. */
  whereIn?: { path: string; values: readonly string[] };
  created?: number | Stripe.RangeQueryParam | undefined;
  limit?: number | undefined;
  startingAfter?: string | undefined;
  endingBefore?: string | undefined;
};

export type Objects = {
  insert<K extends KindName>(stored: Stored<K>): void;
  save<K extends KindName>(stored: Stored<K>): void;
  find<K extends KindName>(kind: K, id: string, account: string): Stored<K> | undefined;
  /** Whatever account it belongs to: for what the simulator itself does later. */
  findAnywhere<K extends KindName>(kind: K, id: string): Stored<K> | undefined;
  /** The public object with this id, of any kind, if that account may see it. */
  findAny(id: string, account: string): object | undefined;
  /** Newest first, Stripe's cursors; a cursor that names nothing gives undefined. */
  list<K extends KindName>(kind: K, query: ListQuery): { data: Stored<K>[]; hasMore: boolean } | undefined;
  /** Adds up the numbers at a JSON path of all objects that have these values. */
  sum(kind: KindName, account: string, path: string, where?: Record<string, string>): number;
  countByKind(): Record<string, number>;
};

export function objectsOf(database: Database): Objects {
  const positionOf = (id: string, account: string): number | undefined => {
    const row = database.all("SELECT position FROM objects WHERE id = ? AND account = ?", id, account)[0];
    return row === undefined ? undefined : Number(row.position);
  };

  function find<K extends KindName>(kind: K, id: string, account: string): Stored<K> | undefined {
    const row = database.all(
      "SELECT * FROM objects WHERE id = ? AND kind = ? AND account = ?",
      id,
      kind,
      account,
    )[0];
    return row === undefined ? undefined : storedFrom<K>(row);
  }

  function findAnywhere<K extends KindName>(kind: K, id: string): Stored<K> | undefined {
    const row = database.all("SELECT * FROM objects WHERE id = ? AND kind = ?", id, kind)[0];
    return row === undefined ? undefined : storedFrom<K>(row);
  }

  function list<K extends KindName>(kind: K, query: ListQuery) {
    const limit = query.limit ?? 10;
    const clauses = ["kind = ?", "account = ?"];
    const values: (string | number)[] = [kind, query.account];
    for (const [path, value] of Object.entries(query.where ?? {})) {
      if (value === undefined) continue;
      clauses.push("json_extract(object, ?) = ?");
      values.push(path, value);
    }
    if (query.whereIn !== undefined) {
      clauses.push(`json_extract(object, ?) IN (${query.whereIn.values.map(() => "?").join(", ")})`);
      values.push(query.whereIn.path, ...query.whereIn.values);
    }
    for (const [operator, bound] of createdBounds(query.created)) {
      clauses.push(`created ${operator} ?`);
      values.push(bound);
    }
    const cursor = query.startingAfter ?? query.endingBefore;
    const isBackwards = query.startingAfter === undefined && query.endingBefore !== undefined;
    if (cursor !== undefined) {
      const position = positionOf(cursor, query.account);
      if (position === undefined) return undefined;
      clauses.push(isBackwards ? "position > ?" : "position < ?");
      values.push(position);
    }
    const direction = isBackwards ? "ASC" : "DESC";
    const sql = `SELECT * FROM objects WHERE ${clauses.join(" AND ")} ORDER BY position ${direction} LIMIT ?`;
    // One more than asked for tells whether there are more.
    const rows = database.all(sql, ...values, limit + 1);
    const page = rows.slice(0, limit).map((row) => storedFrom<K>(row));
    return { data: isBackwards ? page.reverse() : page, hasMore: rows.length > limit };
  }

  return {
    find,
    findAnywhere,
    list,
    insert: (stored) =>
      database.run(
        "INSERT INTO objects (id, kind, account, created, object, hidden) VALUES (?, ?, ?, ?, ?, ?)",
        stored.id,
        stored.kind,
        stored.account,
        stored.created,
        JSON.stringify(stored.object),
        JSON.stringify(stored.hidden),
      ),
    save: (stored) =>
      database.run(
        "UPDATE objects SET object = ?, hidden = ? WHERE id = ?",
        JSON.stringify(stored.object),
        JSON.stringify(stored.hidden),
        stored.id,
      ),
    findAny(id, account) {
      const row = database.all("SELECT object FROM objects WHERE id = ? AND account = ?", id, account)[0];
      return row === undefined ? undefined : JSON.parse(String(row.object));
    },
    sum(kind, account, path, where = {}) {
      const conditions = Object.keys(where).map(() => " AND json_extract(object, ?) = ?");
      const sql = `SELECT SUM(json_extract(object, ?)) AS total FROM objects WHERE kind = ? AND account = ?${conditions.join("")}`;
      return Number(database.all(sql, path, kind, account, ...Object.entries(where).flat())[0]?.total ?? 0);
    },
    countByKind: () =>
      Object.fromEntries(
        database
          .all("SELECT kind, COUNT(*) AS count FROM objects GROUP BY kind ORDER BY kind")
          .map((row) => [String(row.kind), Number(row.count)]),
      ),
  };
}

function createdBounds(created: ListQuery["created"]): [string, number][] {
  if (created === undefined) return [];
  if (typeof created === "number") return [["=", created]];
  const bounds: [string, number | undefined][] = [
    [">", created.gt],
    [">=", created.gte],
    ["<", created.lt],
    ["<=", created.lte],
  ];
  return bounds.flatMap(([operator, bound]) => (bound === undefined ? [] : [[operator, bound]]));
}

function storedFrom<K extends KindName>(row: Row): Stored<K> {
  return {
    // The query asked for this kind, and only `insert` and `save` write these columns, with these very types.
    kind: row.kind as K,
    id: String(row.id),
    account: String(row.account),
    created: Number(row.created),
    object: JSON.parse(String(row.object)),
    hidden: JSON.parse(String(row.hidden)),
  };
}
