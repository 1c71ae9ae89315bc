import type { Db } from "mongodb";
import { createBroker } from "./bus/broker.ts";
import type { Semantics } from "./bus/semantics.ts";
import { createSimulatedBus, type SimulatedBus } from "./bus/simulated-bus.ts";
import { createStorage, type Storage } from "./database/storage.ts";
import { createProcesses, type Process } from "./engine/processes.ts";
import { createInstances, type Instance, type Instances } from "./instances.ts";
import { type EventWatch, watchEvents } from "./invariants/events.ts";
import { watchMoney } from "./invariants/money.ts";
import { watchOrders } from "./invariants/orders.ts";
import { schedulePayoutResult } from "./people/banks.ts";
import { scheduleOutsideReversal } from "./people/dashboard.ts";
import { planDecisions } from "./people/desk.ts";
import { scheduleFunds, scheduleTransferFunds } from "./people/operator.ts";
import { countSituations, type Situation } from "./situations.ts";
import { createCalls } from "./stripe/calls.ts";
import { createStripeClient } from "./stripe/client.ts";
import { createKeptAnswers } from "./stripe/kept-answers.ts";
import { createProvider } from "./stripe/provider.ts";
import { createWebhooks, type Webhooks } from "./stripe/webhooks.ts";
import { createWorkers } from "./workers.ts";
import type { WorldClock } from "./world-clock.ts";
import type { Running, WorldContext } from "./world-context.ts";

/** Both services with all that they stand on, before anything happens. */
export interface World {
  readonly context: WorldContext;
  readonly events: EventWatch;
  readonly instances: Instances;
  readonly webhooks: Webhooks;
  crashes(): number;
  situations(): Readonly<Partial<Record<Situation, number>>>;
}

export function createWorld(worldClock: WorldClock, semantics: Semantics): World {
  const { policy, random, schedule, trace, now, faults, raise, present } = worldClock;
  const clock = () => new Date(now());
  let [eventIds, crashes] = [0, 0];
  const nextEventId = () => `evt_${++eventIds}`;
  // The parts below know each other: each reads `context` when the world runs.
  const processes = createProcesses({
    random,
    crashChance: () => faults().crash,
    crashed: (process, boundary) => {
      crashes++;
      trace.note(now(), process.name, `dies ${boundary}`);
      instances.replace(process);
    },
  });
  const situations = countSituations();
  const events = watchEvents((eventName) => context.broker.queuesOf(eventName), raise);
  const { ordersData, paymentsData } = createData(worldClock, semantics, () => context);
  const webhooks = createWebhooks(() => context);
  const provider = createProvider({
    now,
    emitted: webhooks.emitted,
    payoutCreated: (payoutId) => schedulePayoutResult(context, payoutId),
    transferCreated: (transfer) => scheduleOutsideReversal(context, transfer),
    transferLacksFunds: (orderId, cents) => scheduleTransferFunds(context, orderId, cents),
    areRefundsFunded: () => faults().slowFunds > 0,
    refundWaits: (charge) => scheduleFunds(context, charge),
    raise,
    met: situations.met,
  });
  const answers = createKeptAnswers(now);
  const instances = createInstances({
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
    ...{ schedule, random, faults, trace, processes, semantics, now, raise },
    exactWindowsMs: [policy.paymentMs, policy.acceptanceMs, policy.completionMs, policy.revisionAnswerMs],
    worker: (service) =>
      service === "orders" ? random.pick(instances.orders) : random.pick(instances.payments),
    published: events.published,
    answered: events.answered,
  });
  const context: WorldContext = {
    ...{ random, schedule, trace, processes, broker, provider, policy, now, faults, raise, nextEventId },
    orders: () => runningOf(random.pick(instances.orders)),
    payments: () => runningOf(random.pick(instances.payments)),
    ordersData,
    paymentsData,
    isRacing: () => present.isRacing,
    met: situations.met,
  };

  function busOf(service: "orders" | "payments", process: Process, db: Db): SimulatedBus {
    return createSimulatedBus({
      ...{ service, db, process, processes, semantics, nextEventId },
      now: clock,
      storage: service === "orders" ? ordersData : paymentsData,
      committed: (owner, entries) => broker.committed(service, owner, entries),
      tookEffect: events.tookEffect,
      publishAtOnce: broker.publishAtOnce,
    });
  }

  return { context, events, instances, webhooks, crashes: () => crashes, situations: situations.counts };
}

function runningOf<Service>({ process, service }: Instance<Service>): Running<Service> {
  return { process, service };
}

/** The databases of both services. Their commits are checked, and wake workers and sweepers. */
function createData(
  { schedule, policy, raise }: WorldClock,
  semantics: Semantics,
  context: () => WorldContext,
): { ordersData: Storage; paymentsData: Storage } {
  const workers = createWorkers(context);
  const money = watchMoney(raise);
  const ordersData = createStorage((written) => {
    orderWatch.committed(written);
    if (semantics.sweeper) workers.planSweeps("orders", written);
  });
  const orderWatch = watchOrders({
    schedule,
    policy,
    raise,
    find: (id) => ordersData.read("orders", id, null),
  });
  const paymentsData = createStorage((written) => {
    money.committed(written);
    workers.planWork(written);
    planDecisions(context(), written);
    if (semantics.sweeper) workers.planSweeps("payments", written);
  });
  return { ordersData, paymentsData };
}
