import { ORDER_ACTIONS, ReviewSubmitted } from "@vc/contracts";
import type { Command } from "../../../services/orders/src/orders/commands.ts";
import { allowedActions, place } from "../../../services/orders/src/orders/decide.ts";
import { isFinal } from "../../../services/orders/src/orders/lifecycle.ts";
import { commitChange } from "../../../services/orders/src/orders/move-order.ts";
import type { Order } from "../../../services/orders/src/orders/order.ts";
import { asOf } from "../../../services/orders/src/orders/view.ts";
import { asOrder } from "../database/stored.ts";
import { Violation } from "../engine/violation.ts";
import { around } from "../faults.ts";
import type { Town } from "../town.ts";
import { commandOf } from "./commands.ts";
import { aPlacement, idOf } from "./listings.ts";
import { payFor } from "./paying.ts";
import { aTemperament, choose, type Temperament } from "./temperament.ts";

type Person = "buyer" | "seller" | "mediator";
const PEOPLE = ["buyer", "seller", "mediator"] as const;

/** How often people try something that they may not do. */
const FORBIDDEN = 0.05;

/** Lets somebody order something, and people do with it what people do, until it has ended. */
export function liveAnOrder(town: Town, number: number, sellerIds: readonly string[]): void {
  const { random, schedule, trace, processes, policy, now, raise } = town;
  const placement = aPlacement(random, number, sellerIds);
  const orderId = placement.id;
  const temperament = aTemperament(random);
  const triesWhenOver = random.chance(0.2);
  let isReviewed = false;

  async function placeIt(): Promise<void> {
    const { process, service } = town.orders();
    const change = place(placement, new Date(now()), policy);
    const outcome = await processes.run(process, () =>
      service.bus.transaction((tx) => commitChange(tx, service.store, null, change, policy)),
    );
    if (outcome.kind === "failed") throw outcome.error;
    trace.note(now(), orderId, `placed for ${placement.totalAmount} cents (${outcome.kind})`);
    if (stored() === null) return schedule.add(now() + 1_000, orderId, "place again", placeIt);
    payFor(town, orderId, placement.buyerId);
    planNext(stored());
  }

  function stored(): Order | null {
    const found = town.ordersData.read("orders", orderId, null);
    return found && asOrder(found);
  }

  function planNext(order: Order | null): void {
    if (order === null) return;
    const deadline = order.deadlines.length > 0 ? random.pick(order.deadlines) : null;
    if (deadline && deadline.at.getTime() > now() && random.chance(town.faults().meeting)) {
      const moment = Math.max(now(), around(random, deadline.at.getTime()));
      // Both come at once, and so does the clock.
      schedule.add(moment, orderId, "act", () => act(true));
      schedule.add(moment, orderId, "act", () => act(false));
      return;
    }
    schedule.add(now() + random.duration(...temperament.paceMs), orderId, "act", () => act(true));
  }

  /** Somebody does something. `goesOn`: and what comes next is planned. */
  async function act(goesOn: boolean): Promise<void> {
    const before = stored();
    if (before === null) return;
    const order = asOf(before, new Date(now()), policy);
    const chosen = chooseFor(order, temperament);
    if (chosen) {
      const { by, command } = chosen;
      const times = random.chance(town.faults().doubleClick) ? 2 : 1;
      if (times === 2) schedule.add(now(), orderId, "the same again", () => give(command, by));
      await give(command, by);
    }
    if (order.state === "delivered" && !isReviewed && random.chance(0.05)) review();
    const isOver = isFinal(order.state);
    if (goesOn && (!isOver || (triesWhenOver && random.chance(0.5)))) planNext(stored());
  }

  function chooseFor(order: Order, { isAbsent, isDifficult }: Temperament) {
    const at = new Date(now());
    const by: Person = random.pick(PEOPLE);
    if (isAbsent(by)) return null;
    if (by === "buyer" && order.paidAt !== null && random.chance(0.03)) {
      const brief: Command = { action: "complete_brief", text: `Blue: ${random.int(1_000)}.`, fileIds: [] };
      return { by, command: brief };
    }
    const action = random.chance(FORBIDDEN)
      ? random.pick(ORDER_ACTIONS)
      : choose(random, allowedActions(order, by, at), isDifficult);
    return action && { by, command: commandOf(action, order, random, now()) };
  }

  /** Gives a command, and holds what comes of it against what the order said was allowed. */
  async function give(command: Command, by: Person): Promise<void> {
    const before = stored();
    if (before === null) return;
    const at = new Date(now());
    const isAllowed = allowedActions(asOf(before, at, policy), by, at).some(
      (action) => action === command.action,
    );
    const { process, service } = town.orders();
    const outcome = await processes.run(process, () => service.mover.move(orderId, command, by));
    if (outcome.kind === "crashed") {
      trace.note(now(), orderId, `${by}: ${command.action}, and the process died`);
      if (random.chance(0.5)) {
        schedule.add(now() + random.between(1, 60_000), orderId, "try again", () => give(command, by));
      }
      return;
    }
    if (outcome.kind === "failed") {
      return raise(new Violation("no command fails", orderId, `${command.action}: ${String(outcome.error)}`));
    }
    const result = outcome.value;
    // Allowed, but not with these words.
    const isInvalid = result.kind === "refused" && result.reason === "invalid_input";
    const kind = isInvalid ? "invalid" : result.kind;
    trace.note(now(), orderId, `${by}: ${command.action} is ${kind}`);
    if (town.isRacing() || command.action === "complete_brief") return;
    const isAsShown = isAllowed ? kind !== "refused" : kind === "refused" || kind === "already";
    if (!isAsShown) {
      const shown = isAllowed ? "was" : "was not";
      raise(
        new Violation(
          "allowedActions are what is accepted",
          orderId,
          `${command.action} ${shown} shown, and ${kind}`,
        ),
      );
    }
  }

  /** Reviews are another service's: its event is all that orders hears of them. */
  function review(): void {
    const { buyerId, sellerId, listing } = placement;
    const reviewId = idOf("review", number);
    isReviewed = true;
    trace.note(now(), orderId, "buyer: reviews");
    town.broker.publish({
      id: town.nextEventId(),
      name: ReviewSubmitted.name,
      aggregateId: reviewId,
      sequence: 1,
      time: new Date(now()).toISOString(),
      data: {
        reviewId,
        orderId,
        listingId: listing.id,
        buyerId,
        sellerId,
        stars: 5,
        submittedAt: new Date(now()).toISOString(),
      },
      headers: {},
    });
  }

  schedule.add(now(), orderId, "place", placeIt);
}
