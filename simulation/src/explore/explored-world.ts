import {
  type InProcessSimulator,
  openInProcess,
  type Realism,
  type SavedState,
} from "@vc/stripe-simulator/in-process";
import type { OrderPolicy } from "../../../services/orders/src/orders/policy.ts";
import type { PaymentsParts } from "../../../services/payments/src/deps.ts";
import type { StripeEvent } from "../../../services/payments/src/webhooks/lifecycle.ts";
import { isOfInterest } from "../../../services/payments/src/webhooks/process-event.ts";
import { fromSnapshot, fromThin } from "../../../services/payments/src/webhooks/read-event.ts";
import type { OutboxEntry } from "../bus/outbox.ts";
import { asBuilt } from "../bus/semantics.ts";
import { createSimulatedBus, type SimulatedBus } from "../bus/simulated-bus.ts";
import { connect } from "../database/mongo.ts";
import { createProcesses, type Process, type Processes } from "../engine/processes.ts";
import { createRandom } from "../engine/random.ts";
import { type OrdersService, startOrders, startPayments } from "../services.ts";
import { createKeptStorage, type KeptStorage } from "./kept-storage.ts";
import type { Choice, Moment } from "./moment.ts";

const HOUR_MS = 60 * 60_000;

/** How requests to Stripe fare for the length of one step. */
export type Weather = "calm" | "request lost" | "answer lost";

/** Both services and Stripe's simulator, standing at one moment. A step runs to its end before the next one begins. */
export interface ExploredWorld {
  readonly policy: OrderPolicy;
  readonly stripe: StripeWorld;
  now(): Date;
  enter(moment: Moment): void;
  leave(): Moment;
  orders(): OrdersService;
  payments(): PaymentsParts;
  bus(service: ServiceName): SimulatedBus;
  storage(service: ServiceName): KeptStorage;
  /** Changes what no service stores: time, what waits, what is held, what may still be chosen. */
  set(change: Partial<Pick<Moment, "nowMs" | "messages" | "webhooks" | "hands" | "left">>): void;
  spend(choice: Choice): void;
  at(): Moment;
  setWeather(weather: Weather): void;
  /**
   * Runs a task in a process, which dies before its n-th commit where that is asked for.
   *
   * @returns what came of it, and how many commits there were
   */
  run<T>(task: () => Promise<T>, diesBefore?: number): Promise<{ value: T | "died"; commits: number }>;
  close(): Promise<void>;
}

/** What happens at Stripe without the services: on its pages, in its Dashboard, and as time passes. */
export type StripeWorld = Pick<InProcessSimulator, "post" | "submit" | "runDueJobs">;

const SERVICES = ["orders", "payments"] as const;
export type ServiceName = (typeof SERVICES)[number];

interface Running {
  readonly process: Process;
  readonly orders: OrdersService;
  readonly payments: PaymentsParts;
  readonly buses: Readonly<Record<ServiceName, SimulatedBus>>;
}

export function createExploredWorld(options: {
  policy: OrderPolicy;
  realism: Partial<Realism>;
  beginning: Moment;
}): ExploredWorld {
  const { policy, realism, beginning } = options;
  let [nowMs, eventIds] = [beginning.nowMs, 0];
  let { messages, webhooks, hands, left } = beginning;
  let weather: Weather = "calm";
  const clock = () => new Date(nowMs);
  const boundaries = { commits: 0, diesBefore: 0 };
  const storages = { orders: createKeptStorage(() => {}), payments: createKeptStorage(() => {}) };
  const simulator = openInProcess({ realism, now: clock, network: throughWeather, payoutDelayMs: HOUR_MS });
  const stripe = lazily(simulator);
  const processes = mortal(boundaries);
  let running = start();

  async function throughWeather<T>({ method }: { method: string }, go: () => Promise<T>): Promise<T> {
    if (weather === "request lost") throw new Error("Stripe cannot be reached");
    stripe.touch();
    const answer = await go();
    if (weather === "answer lost" && method === "POST") throw new Error("no answer in time");
    return answer;
  }

  function committed(entries: readonly OutboxEntry[]): void {
    for (const entry of entries) {
      if (entry.kind !== "event") continue;
      const { message } = entry;
      const queues = SERVICES.flatMap((service) => [...running.buses[service].consumers])
        .filter(([, { subscriptions }]) => subscriptions.some(({ type }) => type.name === message.name))
        .map(([queue]) => queue);
      messages = [...messages, ...queues.map((queue) => ({ queue, message }))];
    }
  }

  function start(): Running {
    const process = processes.start("one of both");
    const busOf = (service: ServiceName) =>
      createSimulatedBus({
        ...{ service, process, processes, semantics: asBuilt, now: clock },
        db: connect(storages[service], process, processes).db,
        storage: storages[service],
        nextEventId: () => `evt_${++eventIds}`,
        committed: (_owner, entries) => committed(entries),
        tookEffect: () => {},
        publishAtOnce: () => {},
      });
    const buses = { orders: busOf("orders"), payments: busOf("payments") };
    const ordersConnection = connect(storages.orders, process, processes);
    const paymentsConnection = connect(storages.payments, process, processes);
    return {
      process,
      buses,
      orders: startOrders(buses.orders.bus, ordersConnection, clock, policy),
      payments: startPayments(buses.payments.bus, paymentsConnection, clock, simulator.stripe),
    };
  }

  function hearStripe(): void {
    for (const event of stripe.takeEvents()) {
      // Thin events are told apart by what they are, as in the webhook route.
      const heard = event.object === "v2.core.event" ? fromThin(event) : fromSnapshot(event);
      if (!isOfInterest(heard.type)) continue;
      if (!webhooks.some((waiting) => isAbout(waiting, heard))) webhooks = [...webhooks, heard];
    }
  }

  const leave = (): Moment => {
    hearStripe();
    return {
      ...{ nowMs, messages, webhooks, hands, left },
      orders: storages.orders.capture(),
      payments: storages.payments.capture(),
      stripe: stripe.save(),
    };
  };

  return {
    policy,
    stripe: stripe.world,
    now: clock,
    enter: (moment) => {
      ({ nowMs, messages, webhooks, hands, left } = moment);
      storages.orders.restore(moment.orders);
      storages.payments.restore(moment.payments);
      stripe.enter(moment.stripe);
    },
    leave,
    at: leave,
    orders: () => running.orders,
    payments: () => running.payments,
    bus: (service) => running.buses[service],
    storage: (service) => storages[service],
    set: (change) => {
      nowMs = change.nowMs ?? nowMs;
      messages = change.messages ?? messages;
      webhooks = change.webhooks ?? webhooks;
      hands = change.hands ?? hands;
      left = change.left ?? left;
    },
    spend: (choice) => {
      left = { ...left, [choice]: (left[choice] ?? 0) - 1 };
    },
    setWeather: (next) => {
      weather = next;
    },
    run: async (task, diesBefore = 0) => {
      Object.assign(boundaries, { commits: 0, diesBefore });
      const outcome = await processes.run(running.process, task);
      weather = "calm";
      if (outcome.kind === "failed") throw outcome.error;
      if (outcome.kind === "done") return { value: outcome.value, commits: boundaries.commits };
      running = start();
      return { value: "died", commits: boundaries.commits };
    },
    close: simulator.close,
  };
}

/** Puts the simulator into the state of a moment only when a step does something there: most steps do not. */
function lazily(simulator: InProcessSimulator) {
  let entered: SavedState | null = null;

  function touch(): void {
    if (entered === null) return;
    simulator.restore(entered);
    entered = null;
  }
  const touching =
    <Given extends unknown[], Result>(act: (...given: Given) => Result) =>
    (...given: Given): Result => {
      touch();
      return act(...given);
    };

  return {
    touch,
    enter: (state: SavedState): void => {
      entered = state;
    },
    save: (): SavedState => entered ?? simulator.save(),
    takeEvents: () => (entered === null ? simulator.takeEvents() : []),
    world: {
      post: touching(simulator.post),
      submit: touching(simulator.submit),
      runDueJobs: touching(simulator.runDueJobs),
    } satisfies StripeWorld,
  };
}

/** Whether the readers of two events read the same: what the object says now. */
export function isAbout(one: StripeEvent, other: StripeEvent): boolean {
  return one.objectId === other.objectId && readerOf(one.type) === readerOf(other.type);
}

/** Events of disputes, refunds and accounts are read alike, whatever they say. */
export function readerOf(type: string): string {
  if (type.startsWith("charge.dispute.")) return "dispute";
  if (type.includes("refund")) return "refund";
  return type.startsWith("v2.core.account") ? "account" : type;
}

/** Processes that die where a step says so, and nowhere else. */
function mortal(boundaries: { commits: number; diesBefore: number }): Processes {
  const processes = createProcesses({ random: createRandom(1), crashChance: () => 0, crashed: () => {} });
  return {
    ...processes,
    pass: (process, boundary) => {
      if (boundary === "before commit" && ++boundaries.commits === boundaries.diesBefore) {
        processes.crash(process, boundary);
      }
      return processes.pass(process, boundary);
    },
  };
}
