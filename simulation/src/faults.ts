import { createRandom, type Random } from "./engine/random.ts";

/** How much goes wrong in a world: probabilities, each of one occasion. */
export interface Faults {
  /** A process dies at a boundary: before or after a commit, a call of Stripe, a publication. */
  readonly crash: number;
  /** A message is delivered twice. */
  readonly duplicate: number;
  /** A message, a webhook or a relay takes long, so that others overtake it. */
  readonly delay: number;
  /** A handler fails for a passing reason. */
  readonly handlerFails: number;
  /** A timer's trigger is lost on its way. */
  readonly lostTrigger: number;
  /** Somebody empties every delay queue; a day's chance. */
  readonly purge: number;
  readonly droppedWebhook: number;
  readonly duplicateWebhook: number;
  /** Stripe says 429, 409, cannot be reached, or fails before doing anything. */
  readonly stripeRefusesToWork: number;
  /** Stripe does the work, and its answer is a time-out or a 500. */
  readonly stripeAnswerLost: number;
  /** A buyer turns to their bank, which asks about the payment or takes it back. */
  readonly chargeback: number;
  /** Somebody does the same twice at the same moment. */
  readonly doubleClick: number;
  /** Two people act on one order at the same moment, often the one of a deadline. */
  readonly meeting: number;
}

export const NO_FAULTS: Faults = {
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
  doubleClick: 0,
  meeting: 0,
};

const most: Faults = {
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
  doubleClick: 0.2,
  meeting: 0.3,
};

/**
 * The faults of a world, from its seed. Each is off in some worlds and strong in others: where everything always goes
 * wrong at once, some ways never come about, and a failure says little about its cause.
 */
export function faultsOf(seed: number): Faults {
  const random = createRandom(seed ^ 0x5eed);
  const draw = (strongest: number) => (random.chance(0.25) ? 0 : strongest * random.next() ** 2);
  const drawn = Object.fromEntries(Object.entries(most).map(([name, strongest]) => [name, draw(strongest)]));
  return { ...NO_FAULTS, ...drawn };
}

/** A moment before or after another one, now and then exactly at it: deadlines are where things go wrong. */
export function around(random: Random, moment: number): number {
  return moment + random.pick([-1_000, -1, 0, 0, 0, 1, 2, 1_000]);
}
