import type { OrderPolicy } from "../../services/orders/src/orders/policy.ts";
import type { PaymentsParts } from "../../services/payments/src/deps.ts";
import type { Broker } from "./bus/broker.ts";
import type { Storage } from "./database/storage.ts";
import type { Process, Processes } from "./engine/processes.ts";
import type { Random } from "./engine/random.ts";
import type { Schedule } from "./engine/schedule.ts";
import type { Trace } from "./engine/trace.ts";
import type { Violation } from "./engine/violation.ts";
import type { Faults } from "./faults.ts";
import type { OrdersService } from "./services.ts";
import type { Situation } from "./situations.ts";
import type { Provider } from "./stripe/provider.ts";

/** A running process of a service, and what it offers. */
export interface Running<Service> {
  readonly process: Process;
  readonly service: Service;
}

/** What the parts of a simulated world share: people, webhooks, workers and checks. */
export interface WorldContext {
  readonly random: Random;
  readonly schedule: Schedule;
  readonly trace: Trace;
  readonly processes: Processes;
  readonly broker: Broker;
  readonly provider: Provider;
  readonly policy: OrderPolicy;
  readonly now: () => number;
  readonly faults: () => Faults;
  readonly raise: (violation: Violation) => void;
  readonly nextEventId: () => string;
  /** A random running process of the service, as the gateway would choose one. */
  readonly orders: () => Running<OrdersService>;
  readonly payments: () => Running<PaymentsParts>;
  readonly ordersData: Storage;
  readonly paymentsData: Storage;
  /** Whether several steps run at the present time, so that their order is undefined. */
  readonly isRacing: () => boolean;
  /** Notes that something happened which worlds have to meet. */
  readonly met: (situation: Situation) => void;
}
