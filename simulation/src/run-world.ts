import { asBuilt, type Semantics } from "./bus/semantics.ts";
import { createWorld, type World } from "./create-world.ts";
import type { Document } from "./database/documents.ts";
import { withoutIntervals } from "./engine/processes.ts";
import { Violation } from "./engine/violation.ts";
import type { Faults } from "./faults.ts";
import { checkTheEnd } from "./invariants/at-the-end.ts";
import { idOf } from "./people/listings.ts";
import { startOrder } from "./people/order.ts";
import { startSeller } from "./people/seller.ts";
import { BEGINNING, createWorldClock, DAY_MS, FIRST_ORDER_AT, type WorldClock } from "./world-clock.ts";
import { movesMade, type WorldResult } from "./world-result.ts";

const ORDERS_PER_SELLER = 40;
/** Longer than anything open takes once faults and new orders have ended. */
const LAST_STEPS_MS = 250 * DAY_MS;

export interface WorldOptions {
  readonly seed: number;
  readonly orders: number;
  /** The virtual days over which orders are placed. Default: 60. */
  readonly days?: number;
  readonly semantics?: Partial<Semantics>;
  /** Default: the faults of the seed. */
  readonly faults?: Faults;
}

/** Runs a world from its first order to the end of the last one, or to the first violation. */
export async function runWorld(options: WorldOptions): Promise<WorldResult> {
  const { seed, orders, days = 60, faults } = options;
  const clock = createWorldClock({ seed, days, ...(faults && { faults }) });
  const world = createWorld(clock, { ...asBuilt, ...options.semantics });
  const { violations, trace } = clock;
  let steps = 0;
  const [failed] = await withoutIntervals(async () => {
    populate(world, clock, orders, days);
    while (violations.length === 0 && (await step(world, clock))) steps++;
    if (violations.length === 0) await checkTheEnd(world.context, world.events);
    return violations;
  }).catch((error: unknown) => {
    const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return [new Violation("nothing throws", "world", message)];
  });
  return {
    seed,
    orders,
    steps,
    crashes: world.crashes(),
    moves: movesMade(world.context.ordersData),
    situations: world.situations(),
    hash: trace.hash(),
    virtualDays: Math.round((clock.now() - BEGINNING) / DAY_MS),
    failure: failed
      ? {
          invariant: failed.invariant,
          subject: failed.subject,
          message: failed.message,
          step: steps,
          at: new Date(clock.now()).toISOString(),
          history: trace.historyOf(failed.subject),
        }
      : null,
  };
}

/** Starts the services' processes, sellers, orders, the first poll and the purges of delay queues. */
function populate(world: World, clock: WorldClock, orders: number, days: number): void {
  const { context, instances, webhooks } = world;
  const { broker, paymentsData, random, schedule } = context;
  instances.start();
  for (const service of ["orders", "payments"] as const) {
    for (const { subscriptions, purpose } of instances[service][0]?.simulated.consumers.values() ?? []) {
      const names = subscriptions.map(({ type }) => type.name);
      broker.bind(`${service}.${purpose}`, service, names);
    }
  }
  const sellerIds = Array.from({ length: Math.ceil(orders / ORDERS_PER_SELLER) + 1 }, (_, index) =>
    idOf("account", index + 1),
  );
  for (const sellerId of sellerIds) {
    paymentsData.write("contacts", sellerId, { _id: sellerId, email: `${sellerId}@example.test` }, null);
    schedule.add(FIRST_ORDER_AT, "people", "seller", () => startSeller(context, sellerId, clock.calmAt));
  }
  for (let number = 1; number <= orders; number++) {
    schedule.add(FIRST_ORDER_AT + random.int(days * DAY_MS), "people", "order", () =>
      startOrder(context, number, sellerIds),
    );
  }
  // Payments takes its first poll as the beginning of what it may have missed: a day before everything else.
  webhooks.pollSoon();
  purgeDaily(world, clock);
}

function purgeDaily(world: World, clock: WorldClock): void {
  const { broker, random, schedule, faults } = world.context;
  if (clock.now() >= clock.calmAt) return;
  schedule.add(clock.now() + DAY_MS, "broker", "purge", () => {
    if (random.chance(faults().purge)) broker.purgeDelayQueues();
    purgeDaily(world, clock);
  });
}

/** The order that a movement is made for, whose history says why. */
function orderOf(movement: Document | undefined): string | undefined {
  // Payments' own store wrote it.
  return (movement?.order as { readonly orderId?: string } | undefined)?.orderId;
}

/** Takes the next step, or all steps of the next time at once. @returns whether there was one */
async function step({ context }: World, { present, calmAt }: WorldClock): Promise<boolean> {
  const { schedule, processes } = context;
  const first = schedule.take();
  if (first === undefined) return false;
  present.atMs = Math.max(present.atMs, first.at);
  if (present.atMs > calmAt + LAST_STEPS_MS) {
    const open = context.paymentsData.find("movements", { state: { $in: ["due", "waiting"] } }, null);
    const left = open.map(({ _id, state, lastError }) => `${_id} is ${state}: ${lastError}`).slice(0, 3);
    const message = [`"${first.what}" goes on`, ...left].join(", ");
    context.raise(new Violation("everything comes to an end", orderOf(open[0]) ?? first.subject, message));
  }
  if (schedule.nextAt() > first.at) {
    const run = first.run();
    if (run) await run;
    return true;
  }
  const runs = [first.run];
  while (schedule.nextAt() === first.at) {
    const next = schedule.take();
    if (next) runs.push(next.run);
  }
  present.isRacing = true;
  await processes.race(runs);
  present.isRacing = false;
  return true;
}
