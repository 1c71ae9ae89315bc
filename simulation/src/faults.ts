import { createRandom, type Random, shareOf } from "./engine/random.ts";

/** The probabilities of faults in a world, each for one occasion. */
export interface Faults {
  /** A process dies at a boundary: before or after a commit, a Stripe call, a publication. */
  readonly crash: number;
  /** A message is delivered twice. */
  readonly duplicate: number;
  /** A message, webhook or relay is delayed, so that others overtake it. */
  readonly delay: number;
  /** A handler fails temporarily. */
  readonly handlerFails: number;
  /** The trigger of a timer is lost. */
  readonly lostTrigger: number;
  /** All delay queues are purged, in the course of a day. */
  readonly purge: number;
  readonly droppedWebhook: number;
  readonly duplicateWebhook: number;
  /** Stripe answers 429 or 409, cannot be reached, or fails before the work. */
  readonly stripeRefusesToWork: number;
  /** Stripe does the work, and the answer is a time-out or a 500. */
  readonly stripeAnswerLost: number;
  /** A buyer's bank inquires about a payment or charges it back. */
  readonly chargeback: number;
  /** A person refunds a payment in Stripe's dashboard, beside the platform. */
  readonly outsideRefund: number;
  /** The money of a payment settles hours or days later, and refunds wait for money that can be used. */
  readonly slowFunds: number;
  /** A bank changes a verdict, upon an appeal or by itself. */
  readonly changedVerdict: number;
  /** A person reverses a transfer in Stripe's dashboard. */
  readonly outsideReversal: number;
  /** A seller closes the account at Stripe, or Stripe rejects it. */
  readonly lostAccount: number;
  /** A person sends the same request twice at the same time. */
  readonly doubleClick: number;
  /** Two people act on one order at the same time, often at a deadline. */
  readonly meeting: number;
}

export const noFaults: Faults = {
  crash: 0,
  duplicate: 0,
  delay: 0,
  handlerFails: 0,
  lostTrigger: 0,
  purge: 0,
  droppedWebhook: 0,
  duplicateWebhook: 0,
  stripeRefusesToWork: 0,
  stripeAnswerLost: 0,
  chargeback: 0,
  outsideRefund: 0,
  slowFunds: 0,
  lostAccount: 0,
  outsideReversal: 0,
  changedVerdict: 0,
  doubleClick: 0,
  meeting: 0,
};

const strongest: Faults = {
  crash: 0.03,
  duplicate: 0.2,
  delay: 0.1,
  handlerFails: 0.1,
  lostTrigger: 0.15,
  purge: 0.3,
  droppedWebhook: 0.4,
  duplicateWebhook: 0.3,
  stripeRefusesToWork: 0.2,
  stripeAnswerLost: 0.2,
  chargeback: 0.2,
  outsideRefund: 0.2,
  slowFunds: 1,
  lostAccount: 0.8,
  outsideReversal: 0.2,
  changedVerdict: 0.8,
  doubleClick: 0.2,
  meeting: 0.3,
};

/**
 * The faults of a world, drawn from its seed by their names. Each is off in some worlds and strong in others: with all faults at once
 * some sequences never occur, and a failure says little about its cause.
 */
export function faultsOf(seed: number): Faults {
  const salt = createRandom(seed ^ 0x5eed).int(2 ** 32);
  const draw = (name: string, probability: number) =>
    shareOf(salt, `${name} off`) < 0.25 ? 0 : probability * shareOf(salt, name) ** 2;
  const drawn = Object.fromEntries(
    Object.entries(strongest).map(([name, probability]) => [name, draw(name, probability)]),
  );
  return { ...noFaults, ...drawn };
}

/** A time just before, at or just after a deadline. */
export function around(random: Random, deadlineMs: number): number {
  return deadlineMs + random.pick([-1_000, -1, 0, 0, 0, 1, 2, 1_000]);
}
