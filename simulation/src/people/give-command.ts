import type { Command } from "../../../services/orders/src/orders/commands.ts";
import { allowedActions } from "../../../services/orders/src/orders/decide.ts";
import { moveOrder } from "../../../services/orders/src/orders/move-order.ts";
import { asOf } from "../../../services/orders/src/orders/view.ts";
import { asOrder } from "../database/stored.ts";
import { Violation } from "../engine/violation.ts";
import type { WorldContext } from "../world-context.ts";

export type Person = "buyer" | "seller" | "mediator";

/** Gives a command to a process of orders, and compares the result with the `allowedActions` before it. */
export async function giveCommand(
  context: WorldContext,
  orderId: string,
  command: Command,
  by: Person,
): Promise<void> {
  const { random, schedule, trace, processes, policy, now, raise } = context;
  const before = context.ordersData.read("orders", orderId, null);
  if (before === null) return;
  const at = new Date(now());
  const isAllowed = allowedActions(asOf(asOrder(before), at, policy), by, at).some(
    (action) => action === command.action,
  );
  const { process, service } = context.orders();
  const outcome = await processes.run(process, () => moveOrder(service, { orderId, command, by }));
  if (outcome.kind === "crashed") {
    trace.note(now(), orderId, `${by}: ${command.action}, and the process died`);
    if (random.chance(0.5)) {
      const again = () => giveCommand(context, orderId, command, by);
      schedule.add(now() + random.between(1, 60_000), orderId, "try again", again);
    }
    return;
  }
  if (outcome.kind === "failed") {
    return raise(new Violation("no command fails", orderId, `${command.action}: ${String(outcome.error)}`));
  }
  const result = outcome.value;
  // The action is allowed, and its input is not.
  const isInvalid = result.kind === "refused" && result.reason === "invalid_input";
  const kind = isInvalid ? "invalid" : result.kind;
  trace.note(now(), orderId, `${by}: ${command.action} is ${kind}`);
  if (context.isRacing() || command.action === "complete_brief") return;
  const isAsShown = isAllowed ? kind !== "refused" : kind === "refused" || kind === "already";
  if (!isAsShown) {
    const shown = `${command.action} ${isAllowed ? "was" : "was not"} shown, and ${kind}`;
    raise(new Violation("allowedActions are what is accepted", orderId, shown));
  }
}
