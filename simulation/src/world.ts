import type { Db } from "mongodb";
import { DEFAULT_WINDOWS, orderPolicy } from "../../services/orders/src/orders/policy.ts";
import { createBroker } from "./bus/broker.ts";
import { AS_BUILT, type Semantics } from "./bus/semantics.ts";
import { createSimulatedBus, type SimulatedBus } from "./bus/simulated-bus.ts";
import { createStorage } from "./database/storage.ts";
import { createProcesses, type Process, withoutIntervals } from "./engine/processes.ts";
import { createRandom } from "./engine/random.ts";
import { createSchedule } from "./engine/schedule.ts";
import { createTrace } from "./engine/trace.ts";
import { Violation } from "./engine/violation.ts";
import { type Faults, faultsOf, NO_FAULTS } from "./faults.ts";
import { createInstances, type Instance } from "./instances.ts";
import { checkTheEnd } from "./invariants/at-the-end.ts";
import { watchEvents } from "./invariants/events.ts";
import { watchMoney } from "./invariants/money.ts";
import { watchOrders } from "./invariants/orders.ts";
import { settleLater } from "./people/banks.ts";
import { idOf } from "./people/listings.ts";
import { liveAnOrder } from "./people/order-life.ts";
import { liveASeller } from "./people/sellers.ts";
import { createCalls } from "./stripe/calls.ts";
import { createStripeClient } from "./stripe/client.ts";
import { createKeptAnswers } from "./stripe/kept-answers.ts";
import { createProvider } from "./stripe/provider.ts";
import { createWebhooks } from "./stripe/webhooks.ts";
import type { Running, Town } from "./town.ts";
import { createWorkers } from "./workers.ts";
import { movesMade, type WorldResult } from "./world-result.ts";

const DAY_MS = 24 * 60 * 60_000;
const BEGINNING = Date.UTC(2026, 0, 5, 9);
const FIRST_ORDER_AT = BEGINNING + DAY_MS;
const ORDERS_PER_SELLER = 40;
/** More than the longest way of anything that is left when faults and new business have ended. */
const LAST_THINGS_MS = 250 * DAY_MS;

export interface WorldOptions {
  readonly seed: number;
  readonly orders: number;
  /** Over how many virtual days orders are placed. */
  readonly days?: number;
  readonly semantics?: Partial<Semantics>;
  readonly faults?: Faults;
}

/** Lives through a world from its first order to the end of its last, or to the first violation. */
export async function liveThroughWorld(options: WorldOptions): Promise<WorldResult> {
  const { seed, orders, days = 60 } = options;
  const semantics = { ...AS_BUILT, ...options.semantics };
  const stormy = options.faults ?? faultsOf(seed);
  const policy = orderPolicy(DEFAULT_WINDOWS, 1);
  const random = createRandom(seed);
  const schedule = createSchedule();
  const trace = createTrace();
  const violations: Violation[] = [];
  const lastOrderAt = FIRST_ORDER_AT + days * DAY_MS;
  /** Then faults and new business end, so that all that is open can come to its end. */
  const calmAt = lastOrderAt + policy.capMs + DAY_MS;
  let [current, eventIds, crashes, isRacing] = [BEGINNING, 0, 0, false];

  const now = () => current;
  const clock = () => new Date(current);
  const faults = () => (current < calmAt ? stormy : NO_FAULTS);
  const raise = (violation: Violation) => void violations.push(violation);
  const processes = createProcesses({
    random,
    crashChance: () => faults().crash,
    crashed: (process, boundary) => {
      crashes++;
      trace.note(current, process.name, `dies ${boundary}`);
      running.replace(process);
    },
  });

  const queuesOf = (eventName: string) => broker.queuesOf(eventName);
  const events = watchEvents(queuesOf, raise);
  const money = watchMoney(raise);
  const ordersData = createStorage((written) => {
    orderWatch.committed(written);
    if (semantics.sweeper) workers.planSweeps("orders", written);
  });
  const paymentsData = createStorage((written) => {
    money.committed(written);
    workers.planWork(written);
    if (semantics.sweeper) workers.planSweeps("payments", written);
  });
  const orderWatch = watchOrders({
    schedule,
    policy,
    raise,
    find: (id) => ordersData.read("orders", id, null),
  });
  const workers = createWorkers(() => town);
  const webhooks = createWebhooks(() => town);
  const provider = createProvider({
    now,
    tell: webhooks.tell,
    paidOut: (payoutId) => settleLater(town, payoutId),
    raise,
  });
  const answers = createKeptAnswers(now);
  const running = createInstances({
    processes,
    policy,
    clock,
    ordersData,
    paymentsData,
    busOf,
    stripeOf: (process) =>
      createStripeClient(provider, createCalls({ answers, processes, random, faults }, process), now),
  });
  const broker = createBroker({
    schedule,
    random,
    faults,
    trace,
    processes,
    semantics,
    now,
    raise,
    exactWindowsMs: [policy.paymentMs, policy.acceptanceMs, policy.completionMs, policy.revisionAnswerMs],
    worker: (service) => (service === "orders" ? random.pick(running.orders) : random.pick(running.payments)),
    published: events.published,
    answered: events.answered,
  });
  const serviceOf = <Service>({ process, service }: Instance<Service>): Running<Service> => ({
    process,
    service,
  });
  const town: Town = {
    random,
    schedule,
    trace,
    processes,
    broker,
    provider,
    policy,
    now,
    faults,
    raise,
    nextEventId,
    orders: () => serviceOf(random.pick(running.orders)),
    payments: () => serviceOf(random.pick(running.payments)),
    ordersData,
    paymentsData,
    isRacing: () => isRacing,
  };

  function nextEventId(): string {
    return `evt_${++eventIds}`;
  }

  function busOf(service: "orders" | "payments", process: Process, db: Db): SimulatedBus {
    return createSimulatedBus({
      service,
      db,
      process,
      processes,
      semantics,
      now: clock,
      nextEventId,
      storage: service === "orders" ? ordersData : paymentsData,
      committed: (owner, entries) => broker.committed(service, owner, entries),
      tookEffect: events.tookEffect,
      publishAtOnce: broker.publishAtOnce,
    });
  }

  function purgeNowAndThen(): void {
    if (current >= calmAt) return;
    schedule.add(current + DAY_MS, "broker", "purge", () => {
      if (random.chance(faults().purge)) broker.purgeDelayQueues();
      purgeNowAndThen();
    });
  }

  function begin(): void {
    running.start();
    for (const service of ["orders", "payments"] as const) {
      for (const { subscriptions, purpose } of running[service][0]?.simulated.consumers.values() ?? []) {
        broker.bind(
          `${service}.${purpose}`,
          service,
          subscriptions.map(({ type }) => type.name),
        );
      }
    }
    const sellerIds = Array.from({ length: Math.ceil(orders / ORDERS_PER_SELLER) + 1 }, (_, index) =>
      idOf("account", index + 1),
    );
    for (const sellerId of sellerIds) {
      paymentsData.write("contacts", sellerId, { _id: sellerId, email: `${sellerId}@example.test` }, null);
      schedule.add(FIRST_ORDER_AT, "people", "seller", () => liveASeller(town, sellerId, calmAt));
    }
    for (let number = 1; number <= orders; number++) {
      schedule.add(FIRST_ORDER_AT + random.int(days * DAY_MS), "people", "order", () =>
        liveAnOrder(town, number, sellerIds),
      );
    }
    // Payments takes the time of its first poll for the beginning of what it can have missed: a day before all else.
    webhooks.pollSoon();
    purgeNowAndThen();
  }

  /** Takes one step, or all of one moment at once. */
  async function step(): Promise<boolean> {
    const first = schedule.take();
    if (first === undefined) return false;
    current = Math.max(current, first.at);
    if (current > calmAt + LAST_THINGS_MS) {
      const open = paymentsData.find("movements", { state: { $in: ["due", "waiting"] } }, null);
      const left = open.map(({ _id, state, lastError }) => `${_id} is ${state}: ${lastError}`).slice(0, 3);
      raise(
        new Violation(
          "everything comes to an end",
          first.subject,
          [`"${first.what}" goes on`, ...left].join(", "),
        ),
      );
    }
    if (schedule.nextAt() > first.at) {
      const running = first.run();
      if (running) await running;
      return true;
    }
    const runs = [first.run];
    while (schedule.nextAt() === first.at) {
      const next = schedule.take();
      if (next) runs.push(next.run);
    }
    isRacing = true;
    await processes.race(runs);
    isRacing = false;
    return true;
  }

  let steps = 0;
  const [failed] = await withoutIntervals(async () => {
    begin();
    while (violations.length === 0 && (await step())) steps++;
    if (violations.length === 0) await checkTheEnd(town, events);
    return violations;
  }).catch((error: unknown) => {
    const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return [new Violation("nothing throws", "world", message)];
  });
  return {
    seed,
    orders,
    steps,
    crashes,
    moves: movesMade(ordersData),
    hash: trace.hash(),
    virtualDays: Math.round((current - BEGINNING) / DAY_MS),
    failure: failed
      ? {
          invariant: failed.invariant,
          subject: failed.subject,
          message: failed.message,
          step: steps,
          at: new Date(current).toISOString(),
          history: trace.historyOf(failed.subject),
        }
      : null,
  };
}
