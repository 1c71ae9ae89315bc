import type Stripe from "stripe";
import type { OrderPolicy } from "../../services/orders/src/orders/policy.ts";
import type { PaymentsParts } from "../../services/payments/src/deps.ts";
import type { Worker } from "./bus/broker-parts.ts";
import type { SimulatedBus } from "./bus/simulated-bus.ts";
import { connect, type SimulatedConnection } from "./database/mongo.ts";
import type { Storage } from "./database/storage.ts";
import type { Process, Processes } from "./engine/processes.ts";
import { type OrdersService, startOrders, startPayments } from "./services.ts";

/** Two of each service, so that they compete. */
const PROCESSES_PER_SERVICE = 2;

export interface Instance<Service> extends Worker {
  readonly service: Service;
}

export interface Instances {
  readonly orders: readonly Instance<OrdersService>[];
  readonly payments: readonly Instance<PaymentsParts>[];
  start(): void;
  /** Starts a successor of a dead process at once. */
  replace(dead: Process): void;
}

/** The running processes of both services. */
export function createInstances(parts: {
  readonly processes: Processes;
  readonly policy: OrderPolicy;
  readonly clock: () => Date;
  readonly ordersData: Storage;
  readonly paymentsData: Storage;
  readonly busOf: (
    service: "orders" | "payments",
    process: Process,
    db: SimulatedConnection["db"],
  ) => SimulatedBus;
  readonly stripeOf: (process: Process) => Stripe;
}): Instances {
  const { processes, policy, clock, ordersData, paymentsData, busOf, stripeOf } = parts;
  const orders: Instance<OrdersService>[] = [];
  const payments: Instance<PaymentsParts>[] = [];

  function startOrdersProcess(name: string): Instance<OrdersService> {
    const process = processes.start(name);
    const connection = connect(ordersData, process, processes);
    const simulated = busOf("orders", process, connection.db);
    return { process, simulated, service: startOrders(simulated.bus, connection, clock, policy) };
  }

  function startPaymentsProcess(name: string): Instance<PaymentsParts> {
    const process = processes.start(name);
    const connection = connect(paymentsData, process, processes);
    const simulated = busOf("payments", process, connection.db);
    return {
      process,
      simulated,
      service: startPayments(simulated.bus, connection, clock, stripeOf(process)),
    };
  }

  function startInPlace<Service>(
    dead: Process,
    instances: Instance<Service>[],
    start: (name: string) => Instance<Service>,
  ): void {
    const index = instances.findIndex(({ process }) => process === dead);
    if (index >= 0) instances[index] = start(dead.name);
  }

  return {
    orders,
    payments,
    start: () => {
      for (let number = 1; number <= PROCESSES_PER_SERVICE; number++) {
        orders.push(startOrdersProcess(`orders ${number}`));
        payments.push(startPaymentsProcess(`payments ${number}`));
      }
    },
    replace: (dead) => {
      startInPlace(dead, orders, startOrdersProcess);
      startInPlace(dead, payments, startPaymentsProcess);
    },
  };
}
