import type { Process, Processes } from "../engine/processes.ts";
import type { Random } from "../engine/random.ts";
import type { Schedule } from "../engine/schedule.ts";
import type { Trace } from "../engine/trace.ts";
import type { Violation } from "../engine/violation.ts";
import type { Faults } from "../faults.ts";
import type { EventMessage } from "./outbox.ts";
import type { Semantics } from "./semantics.ts";
import type { SimulatedBus } from "./simulated-bus.ts";

/** A running process as the broker sees it. */
export interface Worker {
  readonly process: Process;
  readonly simulated: SimulatedBus;
}

/** What the parts of the broker share. */
export interface BrokerParts {
  readonly schedule: Schedule;
  readonly random: Random;
  readonly faults: () => Faults;
  readonly trace: Trace;
  readonly processes: Processes;
  readonly semantics: Semantics;
  readonly now: () => number;
  /** A random running process of a service. */
  readonly worker: (service: string) => Worker;
  readonly raise: (violation: Violation) => void;
  /** An event reached the broker. */
  readonly published: (message: EventMessage) => void;
  /** A queue is done with a message: it was applied now or before. */
  readonly answered: (queue: string, message: EventMessage) => void;
}

/** How long a message is under way. */
export function transitMs({ random, faults }: BrokerParts): number {
  return random.chance(faults().delay) ? random.duration(1_000, 3_600_000) : random.between(1, 20);
}

/** How often the broker delivers a message. */
export function copiesOf({ random, faults }: BrokerParts): number {
  return random.chance(faults().duplicate) ? 2 : 1;
}
