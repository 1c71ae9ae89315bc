import { ORDER_ACTIONS } from "@vc/contracts";
import type { Command } from "../../../services/orders/src/orders/commands.ts";
import { allowedActions, type Placement, place } from "../../../services/orders/src/orders/decide.ts";
import { isFinal } from "../../../services/orders/src/orders/lifecycle.ts";
import { commitChange } from "../../../services/orders/src/orders/move-order.ts";
import type { Order } from "../../../services/orders/src/orders/order.ts";
import { asOf } from "../../../services/orders/src/orders/view.ts";
import { asOrder } from "../database/stored.ts";
import { around } from "../faults.ts";
import type { WorldContext } from "../world-context.ts";
import { type Behaviour, chooseAction, drawBehaviour } from "./behaviour.ts";
import { commandOf } from "./commands.ts";
import { giveCommand, type Person } from "./give-command.ts";
import { drawPlacement } from "./listings.ts";
import { startPaying } from "./paying.ts";
import { publishReview } from "./review.ts";

const PEOPLE = ["buyer", "seller", "mediator"] as const;

/** The probability of an attempt at any action, allowed or not. */
const FORBIDDEN = 0.05;

/** One order and its people. */
interface OrderRun {
  readonly context: WorldContext;
  readonly number: number;
  readonly placement: Placement;
  readonly orderId: string;
  readonly behaviour: Behaviour;
  /** Whether people still try actions after the order has ended. */
  readonly actsAfterEnd: boolean;
  isReviewed: boolean;
}

/** Plans an order: its buyer places it, and its people act on it until it has ended. */
export function startOrder(context: WorldContext, number: number, sellerIds: readonly string[]): void {
  const { random, schedule, now } = context;
  const placement = drawPlacement(random, number, sellerIds);
  const orderId = placement.id;
  const behaviour = drawBehaviour(random);
  const actsAfterEnd = random.chance(0.2);
  const run: OrderRun = { context, number, placement, orderId, behaviour, actsAfterEnd, isReviewed: false };
  schedule.add(now(), orderId, "place", () => placeOrder(run));
}

function stored({ context, orderId }: OrderRun): Order | null {
  const found = context.ordersData.read("orders", orderId, null);
  return found && asOrder(found);
}

async function placeOrder(run: OrderRun): Promise<void> {
  const { context, placement, orderId } = run;
  const { schedule, trace, processes, policy, now } = context;
  const { process, service } = context.orders();
  const change = place(placement, new Date(now()), policy);
  const outcome = await processes.run(process, () =>
    service.bus.transaction((tx) => commitChange(tx, service.orders, null, change, policy)),
  );
  if (outcome.kind === "failed") throw outcome.error;
  trace.note(now(), orderId, `placed for ${placement.totalAmount} cents (${outcome.kind})`);
  if (stored(run) === null) {
    return schedule.add(now() + 1_000, orderId, "place again", () => placeOrder(run));
  }
  startPaying(context, orderId, placement.buyerId);
  planNext(run);
}

function planNext(run: OrderRun): void {
  const order = stored(run);
  if (order === null) return;
  const { context, orderId, behaviour } = run;
  const { random, schedule, now, faults } = context;
  const deadline = order.deadlines.length > 0 ? random.pick(order.deadlines) : null;
  if (deadline && deadline.at.getTime() > now() && random.chance(faults().meeting)) {
    const atMs = Math.max(now(), around(random, deadline.at.getTime()));
    // Two people act at the same time, and the deadline passes then.
    schedule.add(atMs, orderId, "act", () => act(run, true));
    schedule.add(atMs, orderId, "act", () => act(run, false));
    return;
  }
  schedule.add(now() + random.duration(...behaviour.paceMs), orderId, "act", () => act(run, true));
}

/**
 * One of the people acts.
 *
 * @param plansNext whether the next action is planned afterwards
 */
async function act(run: OrderRun, plansNext: boolean): Promise<void> {
  const { context, orderId } = run;
  const { random, schedule, policy, now, faults } = context;
  const before = stored(run);
  if (before === null) return;
  const order = asOf(before, new Date(now()), policy);
  const chosen = chooseCommand(run, order);
  if (chosen) {
    const { by, command } = chosen;
    const give = () => giveCommand(context, orderId, command, by);
    if (random.chance(faults().doubleClick)) schedule.add(now(), orderId, "the same again", give);
    await give();
  }
  if (order.state === "delivered" && !run.isReviewed && random.chance(0.05)) {
    run.isReviewed = true;
    publishReview(context, run.number, run.placement);
  }
  const isOver = isFinal(order.state);
  if (plansNext && (!isOver || (run.actsAfterEnd && random.chance(0.5)))) planNext(run);
}

function chooseCommand({ context, behaviour }: OrderRun, order: Order) {
  const { random, now } = context;
  const at = new Date(now());
  const by: Person = random.pick(PEOPLE);
  if (behaviour.isAbsent(by)) return null;
  if (by === "buyer" && order.paidAt !== null && random.chance(0.03)) {
    const brief: Command = { action: "complete_brief", text: `Blue: ${random.int(1_000)}.`, fileIds: [] };
    return { by, command: brief };
  }
  const action = random.chance(FORBIDDEN)
    ? random.pickByName(ORDER_ACTIONS)
    : chooseAction(random, allowedActions(order, by, at), behaviour.isDifficult);
  return action && { by, command: commandOf(action, order, random, now()) };
}
