import type { Lifecycle, Row } from "./lifecycle.ts";

/** For each state and input: the states to which rows lead, with their conditions, `already`, or nothing. */
export type Matrix = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

/** The table of a lifecycle as a matrix, state × input. Rows of the same input stand in the order of the table. */
export function asMatrix<R extends Row>(lifecycle: Lifecycle<R>): Matrix {
  const { states, rows, repeats = {} } = lifecycle;
  const repeated: Readonly<Record<string, readonly string[] | undefined>> = repeats;
  const inputs = [...new Set([...rows.map(({ on }) => on), ...Object.keys(repeats)])];
  const cell = (state: string, on: string): string[] => [
    ...rows
      .filter((row) => row.on === on && row.from.includes(state))
      .map((row) => `${row.to === "same" ? state : row.to}${conditionsOf(lifecycle, row)}`),
    ...(repeated[on]?.includes(state) ? ["already"] : []),
  ];
  return Object.fromEntries(
    states.map((state) => [state, Object.fromEntries(inputs.map((on) => [on, cell(state, on)]))]),
  );
}

/** Who, when and under which conditions a row is taken, to be read on after its input or target. */
export function conditionsOf({ guards = {} }: Lifecycle, { by, guards: names = [], when }: Row): string {
  const parts = [
    ...(by === undefined ? [] : [by]),
    ...names.map((name) => guards[name]?.message ?? name),
    ...(when === undefined ? [] : [`when ${when} ends`]),
  ];
  return parts.length === 0 ? "" : ` (${parts.join(", ")})`;
}
