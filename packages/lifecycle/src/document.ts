import type { Lifecycle, Row } from "./lifecycle.ts";
import { conditionsOf } from "./matrix.ts";

/** The lines of a state diagram in Mermaid: an arrow for each state from which a row leads. */
export function asMermaid<R extends Row>(
  lifecycle: Lifecycle<R>,
  {
    begin = "",
    arrow = (row: R) => `${row.on}${conditionsOf(lifecycle, row)}`,
  }: { begin?: string; arrow?: (row: R) => string } = {},
): string[] {
  const { initial, rows } = lifecycle;
  return [
    "stateDiagram-v2",
    `  [*] --> ${initial}${begin && `: ${begin}`}`,
    ...rows.flatMap((row) =>
      row.from.map((from) => `  ${from} --> ${row.to === "same" ? from : row.to}: ${arrow(row)}`),
    ),
    ...finalStates(lifecycle).map((state) => `  ${state} --> [*]`),
  ];
}

/** States that no row leads out of. */
export function finalStates<R extends Row>({ states, rows }: Lifecycle<R>): R["from"][number][] {
  return states.filter(
    (state) => !rows.some(({ from, to }) => from.includes(state) && to !== "same" && to !== state),
  );
}

/**
 * A chapter of Markdown: the diagram, the rows in their order, and the repeats.
 *
 * @param source where the table stands
 */
export function asDocument<R extends Row>(lifecycle: Lifecycle<R>, source: string): string[] {
  const { name, rows, repeats = {} } = lifecycle;
  const lists: Readonly<Record<string, readonly string[] | undefined>> = repeats;
  return [
    `## ${name[0]?.toUpperCase()}${name.slice(1)}`,
    "",
    `From ${source}.`,
    "",
    "```mermaid",
    ...asMermaid(lifecycle),
    "```",
    "",
    "| input | from | to | effect | event | rules |",
    "|---|---|---|---|---|---|",
    ...rows.map((row) =>
      [
        `| ${row.on}${conditionsOf(lifecycle, row)}`,
        row.from.join(", "),
        row.to,
        row.effect ?? "",
        row.event ?? "",
        `${row.rules} |`,
      ].join(" | "),
    ),
    "",
    ...Object.entries(lists).map(
      ([on, states]) => `- \`${on}\` is a repeat in ${(states ?? []).join(", ")}.`,
    ),
    ...(Object.keys(lists).length > 0 ? [""] : []),
  ];
}
