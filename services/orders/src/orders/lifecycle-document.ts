import { ORDER_STATES } from "@vc/contracts";
import { deadlines, guards, isFinal, type Move, moves } from "./lifecycle.ts";

function conditions(move: Move): string {
  return move.guard ? `, ${guards[move.guard].says}` : "";
}

function arrows(move: Move): string[] {
  return move.from.map(
    (from) =>
      `  ${from} --> ${move.to === "same" ? from : move.to}: ${move.action} (${move.by}${conditions(move)})`,
  );
}

/** `docs/generated/order-lifecycle.md`: the table of moves and its picture, from the table that the code runs on. */
export function renderLifecycle(): string {
  const rows = moves.map((move) =>
    [
      move.from.join(", "),
      `${move.action}${conditions(move)}`,
      move.by,
      move.to,
      move.opens ? `${move.opens} (${deadlines[move.opens].rule})` : "",
      move.money,
      move.event,
      move.rules,
    ].join(" | "),
  );
  const reached = ORDER_STATES.filter((state) =>
    moves.some((move) => move.to === state || move.from.includes(state)),
  );
  return [
    "# The life of an order",
    "",
    "Generated from `services/orders/src/orders/lifecycle.ts`. Do not edit.",
    "",
    "```mermaid",
    "stateDiagram-v2",
    "  [*] --> awaiting_payment: place (buyer)",
    ...moves.flatMap(arrows),
    ...reached.filter(isFinal).map((state) => `  ${state} --> [*]`),
    "```",
    "",
    "| from | move | by | to | opens the window | money | event | rules |",
    "|---|---|---|---|---|---|---|---|",
    ...rows.map((row) => `| ${row} |`),
    "",
    "A move that opens no window closes those that were open, unless the state stays the same.",
    "When a window ends, the clock moves: " +
      `${Object.entries(deadlines)
        .map(([kind, { clockMove }]) => `${kind} → ${clockMove ?? "no move, only a fact"}`)
        .join("; ")}.`,
    "",
  ].join("\n");
}
