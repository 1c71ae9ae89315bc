import type { Lifecycle, Row } from "../lifecycle.ts";
import { nameOf } from "./golden.ts";

/** A table that says one thing otherwise. */
export interface Mutant {
  readonly name: string;
  /** Changes the table in place: modules that hold it see the change. @returns how to change it back */
  readonly apply: () => () => void;
}

/**
 * Every row of a lifecycle, with each of its columns broken in turn, and every pair that is a repeat or could be one.
 * A unit test must notice each of them. Mutants that could not be told from the table as it is are left out: see
 * `statesToAdd`.
 */
export function mutantsOf(lifecycle: Lifecycle<Row>): Mutant[] {
  const rows = lifecycle.rows.flatMap((row) =>
    [...mutationsOf(lifecycle, row)].map(([how, fields]) => ({
      name: `${nameOf(row)}: ${how}`,
      apply: () => overwrite(row, fields),
    })),
  );
  return [...rows, ...mutatedRepeats(lifecycle)];
}

type Mutation = readonly [how: string, fields: Readonly<Record<string, unknown>>];

/** Columns with a meaning of their own here; of every other column the rows say what can stand in it. */
const KNOWN_COLUMNS = ["on", "by", "from", "to", "effect", "rules"];

function* mutationsOf(lifecycle: Lifecycle<Row>, row: Row): Generator<Mutation> {
  const { states, rows } = lifecycle;
  for (const to of [...states, "same"].filter((target) => !leadsToTheSame(row, target))) {
    yield [`leads to ${to}`, { to }];
  }
  for (const state of row.from) {
    yield [`is not possible in ${state}`, { from: row.from.filter((each) => each !== state) }];
  }
  for (const state of statesToAdd(lifecycle, row)) {
    yield [`is possible in ${state}`, { from: [...row.from, state] }];
  }
  const other = (column: keyof Row, value: unknown) =>
    [...new Set(rows.map((each) => each[column]))].filter((each) => each !== undefined && each !== value);
  if (row.by !== undefined) for (const by of other("by", row.by)) yield [`is made by ${by}`, { by }];
  const [on] = other("on", row.on);
  if (on !== undefined) yield [`is made on ${on}`, { on }];
  yield* otherEffects(rows, row);
  for (const [column, value] of Object.entries(row)) {
    if (!KNOWN_COLUMNS.includes(column)) yield* otherValues(rows, column, value);
  }
}

/** `same` of a row that leaves only the state that it leads to says nothing else than the state. */
function leadsToTheSame({ from, to }: Row, target: string): boolean {
  if (to === target) return true;
  const [stays, named] = to === "same" ? [true, target] : [target === "same", to];
  return stays && from.every((state) => state === named);
}

/**
 * States in which a row could be possible as well. None for rows with guards, and for rows of the clock: these may
 * never hold there, and nothing would be changed. Not those where the row would say what another row says, nor where
 * the input is a repeat: an effect may know that by itself, and the mutant without the repeat asks for the same test.
 */
function statesToAdd({ states, rows, repeats = {} }: Lifecycle<Row>, row: Row): readonly string[] {
  if (row.guards?.length || row.when !== undefined) return [];
  const repeated: Readonly<Record<string, readonly string[] | undefined>> = repeats;
  return states.filter((state) => {
    if (row.from.includes(state) || repeated[row.on]?.includes(state)) return false;
    const leadsTo = (each: Row) => (each.to === "same" ? state : each.to);
    return !rows.some(
      (other) =>
        other !== row &&
        other.on === row.on &&
        other.by === row.by &&
        other.from.includes(state) &&
        ((isUnconditional(other) && rows.indexOf(other) < rows.indexOf(row)) ||
          (leadsTo(other) === leadsTo(row) && saysTheSame(other, row))),
    );
  });
}

const isUnconditional = (row: Row) => !row.guards?.length && Object.keys(row).every(isCommonColumn);
const isCommonColumn = (column: string) =>
  [...KNOWN_COLUMNS, "asks", "event", "guards", "when"].includes(column);

function saysTheSame(one: Row, other: Row): boolean {
  const rest = ({ from: _from, to: _to, guards: _guards, rules: _rules, ...columns }: Row) => columns;
  return JSON.stringify(rest(one)) === JSON.stringify(rest(other));
}

function* otherEffects(rows: readonly Row[], row: Row): Generator<Mutation> {
  if (row.effect !== undefined) yield [`has no effect ${row.effect}`, { effect: undefined }];
  const known = new Set(rows.filter(({ on }) => on === row.on).map(({ effect }) => effect));
  for (const effect of known) {
    if (effect !== undefined && effect !== row.effect) yield [`has the effect ${effect}`, { effect }];
  }
}

/** A list loses each of its items. Another value is left out, where rows can be without one, and replaced by another. */
function* otherValues(rows: readonly Row[], column: string, value: unknown): Generator<Mutation> {
  if (Array.isArray(value)) {
    for (const item of value) {
      const left = value.filter((each) => each !== item);
      yield [`has no ${column} ${String(item)}`, { [column]: left }];
    }
    return;
  }
  const values: readonly unknown[] = rows.map((row) => Reflect.get(row, column));
  if (values.includes(undefined)) yield [`has no ${column} ${String(value)}`, { [column]: undefined }];
  const known: readonly unknown[] = [...new Set(values)].filter((each) => each !== undefined);
  const next = known[(known.indexOf(value) + 1) % known.length];
  if (next !== value) yield [`has ${column} ${String(next)}`, { [column]: next }];
}

function mutatedRepeats({ name, states, rows, repeats }: Lifecycle<Row>): Mutant[] {
  if (repeats === undefined) return [];
  const lists: Readonly<Record<string, readonly string[] | undefined>> = repeats;
  const inputs = new Set(rows.map(({ on }) => on).filter((on) => on !== "always"));
  return [...inputs.union(new Set(Object.keys(lists)))].flatMap((on) => {
    const list = lists[on] ?? [];
    const isRow = (state: string) => rows.some((row) => row.on === on && row.from.includes(state));
    return states
      .filter((state) => !isRow(state))
      .map((state) => {
        const isRepeat = list.includes(state);
        const changed = isRepeat ? list.filter((each) => each !== state) : [...list, state];
        return {
          name: `${name}: ${on} is ${isRepeat ? "no" : "a"} repeat in ${state}`,
          apply: () => overwrite(repeats, { [on]: changed }),
        };
      });
  });
}

/** Puts other values into an object's fields, `undefined` taking a field out. @returns how to change it back */
export function overwrite(target: object, fields: Readonly<Record<string, unknown>>): () => void {
  const before = Object.keys(fields).map((field) => [field, Reflect.get(target, field)] as const);
  const put = (field: string, value: unknown) =>
    value === undefined ? Reflect.deleteProperty(target, field) : Reflect.set(target, field, value);
  for (const [field, value] of Object.entries(fields)) put(field, value);
  return () => {
    for (const [field, value] of before) put(field, value);
  };
}
