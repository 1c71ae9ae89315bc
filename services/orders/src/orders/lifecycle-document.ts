import { ORDER_STATES } from "@vc/contracts";
import { guards, inputRules } from "./guards.ts";
import { deadlines, isFinal, type Move, moves } from "./lifecycle.ts";
import { DEADLINE_KINDS } from "./order.ts";
import { isReminded } from "./reminders.ts";

function conditions(move: Move): string {
  return [
    ...(move.decision ? [`: ${move.decision}`] : []),
    ...(move.guards ?? []).map((name) => `, ${guards[name].says}`),
    ...(move.ends ? [`, when ${move.ends} ends`] : []),
  ].join("");
}

function arrows(move: Move): string[] {
  return move.from.map(
    (from) =>
      `  ${from} --> ${move.to === "same" ? from : move.to}: ${move.action} (${move.by}${conditions(move).replaceAll(":", "")})`,
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
      [...(move.opens ?? []), ...(move.closes ? [`closes ${move.closes}`] : [])].join(", "),
      move.asks ? `${move.money}; ${inputRules[move.asks].path} ${inputRules[move.asks].says}` : move.money,
      move.fault ?? "",
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
    "| from | move | by | to | opens the window | money | fault | event | rules |",
    "|---|---|---|---|---|---|---|---|---|",
    ...rows.map((row) => `| ${row} |`),
    "",
    "With another state every window closes, but for the one that lasts as long as the order.",
    "",
    "| window | rule | when it ends | who is reminded of it |",
    "|---|---|---|---|",
    ...DEADLINE_KINDS.map((kind) => {
      const actions = new Set(moves.filter((move) => move.ends === kind).map((move) => move.action));
      const reminded = isReminded(kind) ? deadlines[kind].reminds.who : "";
      return `| ${kind} | ${deadlines[kind].rule} | ${[...actions].join(", ") || "no move, only a fact"} | ${reminded} |`;
    }),
    "",
  ].join("\n");
}
