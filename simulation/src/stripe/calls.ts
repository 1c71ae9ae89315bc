import Stripe from "stripe";
import type { Boundary, Process, Processes } from "../engine/processes.ts";
import type { Random } from "../engine/random.ts";
import type { Faults } from "../faults.ts";
import type { KeptAnswers } from "./kept-answers.ts";

const { StripeAPIError, StripeConnectionError, StripeInvalidRequestError, StripeRateLimitError } =
  Stripe.errors;

/** Failures before Stripe has done anything. */
const failures = [
  () => new StripeConnectionError({ type: "api_error", message: "Stripe cannot be reached" }),
  () =>
    new StripeRateLimitError({
      type: "invalid_request_error",
      message: "too many requests",
      statusCode: 429,
    }),
  () =>
    new StripeInvalidRequestError({
      type: "invalid_request_error",
      message: "a request with this key is in progress",
      statusCode: 409,
    }),
  () => new StripeAPIError({ type: "api_error", message: "Stripe failed", statusCode: 500 }),
] as const;

/** The key of a request, and what it asks for. */
export interface Keyed {
  readonly key: string;
  readonly request: string;
  /** Refuses a caller before Stripe looks at the key. */
  readonly admit?: () => void;
}

/** How a process calls Stripe: with crashes of the process, refusals before the work, and lost answers after it. */
export function createCalls(
  parts: {
    readonly answers: KeptAnswers;
    readonly processes: Processes;
    readonly random: Random;
    readonly faults: () => Faults;
  },
  process: Process,
) {
  const { answers, processes, random, faults } = parts;

  const pass = async (boundary: Boundary) => {
    const wait = processes.pass(process, boundary);
    if (wait) await wait;
  };

  async function call<T>(work: () => T, keyed?: Keyed): Promise<T> {
    await pass("before Stripe's work");
    if (random.chance(faults().stripeRefusesToWork)) throw random.pick(failures)();
    const isLost = random.chance(faults().stripeAnswerLost);
    const failsAfterwards = isLost && random.chance(0.3);
    try {
      keyed?.admit?.();
      const value =
        keyed === undefined ? work() : answers.once(keyed.key, keyed.request, work, failsAfterwards);
      await pass("after Stripe's work");
      if (isLost) throw new StripeConnectionError({ type: "api_error", message: "no answer in time" });
      return value;
    } catch (error) {
      await pass("after Stripe's work");
      throw error;
    }
  }

  return {
    call,
    /** A list of Stripe's, read with one call. */
    list<T>(items: () => Iterable<T>): AsyncIterable<T> {
      return {
        async *[Symbol.asyncIterator]() {
          yield* await call(() => [...items()]);
        },
      };
    },
  };
}

export type Calls = ReturnType<typeof createCalls>;
