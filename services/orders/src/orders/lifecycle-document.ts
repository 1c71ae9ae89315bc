import { ORDER_DEADLINES } from "@vc/contracts";
import { asMermaid } from "@vc/lifecycle";
import { deadlines, isReminded } from "./deadlines.ts";
import { asks, guards, type InvalidInput } from "./guards.ts";
import { FINAL_STATES, isFinal, lifecycle, type Move, moves } from "./lifecycle.ts";
import { faults, type MoneyEffect } from "./outcome.ts";
import { defaultWindows as windows } from "./policy.ts";

const money = {
  none: "stays blocked",
  refund_all: "all back to the buyer",
  release_all: "all to the seller",
  split: "divided",
} as const satisfies Record<MoneyEffect, string>;

const reminders = {
  answer: windows.answerReminders,
  delivery: windows.deliveryReminders,
  completion: windows.completionReminders,
} as const;

function conditions(move: Move): string {
  return [
    ...(move.decision ? [`: ${move.decision}`] : []),
    ...(move.guards ?? []).map((name) => `, ${guards[name].message}`),
    ...(move.when ? [`, when ${move.when} ends`] : []),
  ].join("");
}

const demandOf = ({ path, message }: InvalidInput) => `${path} ${message}`;

/** Before it is paid, and once it has ended, an order has no money that could stay. */
function moneyOf({ money: effect, from, to }: Move): string {
  const holdsNone = from.every((state) => state === "awaiting_payment" || isFinal(state));
  return effect === "none" && holdsNone && to !== "pending" ? "" : money[effect];
}

/** `docs/generated/order-lifecycle.md`: the table of moves and its picture, from the table that the code runs on. */
export function renderLifecycle(): string {
  const rows = moves.map((move) =>
    [
      move.from.join(", "),
      `${move.on}${conditions(move)}`,
      move.by,
      move.to,
      [...(move.opens ?? []), ...(move.closes ? [`closes ${move.closes}`] : [])].join(", "),
      [moneyOf(move), ...(move.asks ?? []).map((name) => demandOf(asks[name].refusal))].join("; "),
      move.reason ?? "",
      move.fault ? faults[move.fault].message : "",
      move.event,
      move.rules,
    ].join(" | "),
  );
  return [
    "# The life of an order",
    "",
    "Generated from `services/orders/src/orders/lifecycle.ts`. Do not edit.",
    "",
    "Each row of the table is a row of the code, in the code's order. Each arrow of the diagram is one source state of a row.",
    "Compare them with “States and moves” of the [product rules](../product-rules.md): actor, source state, condition, target",
    "state, and what happens to the money. `same` is a move that leaves the order in its state, and its windows open. A move",
    "that is not in the table is refused.",
    "",
    "```mermaid",
    ...asMermaid(lifecycle, {
      begin: "place (buyer)",
      arrow: (move: Move) => `${move.on} (${move.by}${conditions(move).replaceAll(":", "")})`,
    }),
    "```",
    "",
    "| from | move | by | to | opens the window | money | default reason | fault | event | rules |",
    "|---|---|---|---|---|---|---|---|---|---|",
    ...rows.map((row) => `| ${row} |`),
    "",
    "A change of state closes every window except `end`, and no window ends later than `end`.",
    "Lengths are the rules' own (ISO 8601); settings can change them.",
    "",
    "| window | rule | how long | when it ends | reminded | how long before |",
    "|---|---|---|---|---|---|",
    ...ORDER_DEADLINES.map((kind) => {
      const actions = new Set(moves.filter((move) => move.when === kind).map((move) => move.on));
      const [who, before] = isReminded(kind)
        ? [deadlines[kind].reminds.who, reminders[deadlines[kind].reminds.by]]
        : ["", ""];
      const ends = [...actions].join(", ") || "no move, only a fact";
      return `| ${kind} | ${deadlines[kind].rule} | ${deadlines[kind].length} | ${ends} | ${who} | ${before} |`;
    }),
    "",
  ].join("\n");
}

/** `docs/generated/order-lifecycle.json`: the same table for programs, such as the web app's tests. */
export function renderLifecycleData(): string {
  const rows = moves.map(({ on, by, from, to, guards: conditions, when, reason, opens, rules }) => ({
    on,
    by,
    from,
    to,
    guards: conditions ?? [],
    when: when ?? null,
    opens: opens ?? [],
    reason: reason ?? null,
    rules,
  }));
  const data = { states: lifecycle.states, finalStates: FINAL_STATES, deadlines: ORDER_DEADLINES, rows };
  return `${JSON.stringify(data, null, 1)}\n`;
}
