import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Order } from "@vc/client";

/** `docs/generated/order-lifecycle.json`, made from the table that the orders service runs on. */
export interface GeneratedLifecycle {
  readonly states: readonly Order["state"][];
  readonly finalStates: readonly Order["state"][];
  readonly deadlines: readonly Order["deadlines"][number]["kind"][];
  readonly rows: readonly {
    readonly on: string;
    readonly by: string;
    readonly from: readonly Order["state"][];
    readonly guards: readonly string[];
  }[];
}

const file = join(import.meta.dirname, "../../../docs/generated/order-lifecycle.json");
// The generator writes this form.
export const lifecycle: GeneratedLifecycle = JSON.parse(readFileSync(file, "utf8"));

/** Conditions of rows that the API shows on an order. The others bound how often something is done. */
const guards: Readonly<Record<string, (order: Order) => boolean>> = {
  late: ({ late }) => late,
  no_request_open: ({ cancellationRequest }) => cancellationRequest?.answer !== "pending",
  request_open: ({ cancellationRequest }) => cancellationRequest?.answer === "pending",
  request_denied: ({ cancellationRequest }) =>
    cancellationRequest !== null && cancellationRequest.answer !== "pending",
  never_refused: () => true,
  refused_before: () => true,
  statements_left: () => true,
  brief_changeable: () => true,
};

/** What the API would allow a party of an order, by the generated lifecycle. */
export function allowedActionsOf(order: Order, role: "buyer" | "seller"): Order["allowedActions"] {
  const rows = lifecycle.rows.filter(
    ({ by, from, guards: conditions }) =>
      by === role &&
      from.includes(order.state) &&
      conditions.every((name) => {
        const guard = guards[name];
        if (guard === undefined) throw new Error(`the lifecycle has a guard ${name} that this does not know`);
        return guard(order);
      }),
  );
  const notOfTheApi = ["complete_brief", "review"];
  const actions = new Set(rows.map(({ on }) => on).filter((on) => !notOfTheApi.includes(on)));
  // Rows of the two parties are named after the API's actions.
  return [...actions] as Order["allowedActions"];
}
