import Stripe from "stripe";

/** Stripe keeps the answer under an idempotency key for a day. */
const KEY_LASTS_MS = 24 * 60 * 60_000;

interface Kept {
  readonly atMs: number;
  readonly request: string;
  readonly answer: { readonly value: unknown } | { readonly error: unknown };
}

/** The answers under idempotency keys, refusals included. All clients of a world share them. */
export function createKeptAnswers(now: () => number) {
  const kept = new Map<string, Kept>();

  return {
    /**
     * Does the work once for a key.
     *
     * @param request what the key stands for: another request with the same key is refused
     * @param failsAfterwards the work is done, and the kept answer is an error of Stripe's own
     */
    once<T>(key: string, request: string, work: () => T, failsAfterwards: boolean): T {
      const known = kept.get(key);
      if (known && now() - known.atMs < KEY_LASTS_MS) {
        if (known.request !== request) throw keyReused(key);
        if ("error" in known.answer) throw known.answer.error;
        // The same request gave this value.
        return known.answer.value as T;
      }
      const keep = (answer: Kept["answer"]) => void kept.set(key, { atMs: now(), request, answer });
      try {
        const value = work();
        if (failsAfterwards) {
          throw new Stripe.errors.StripeAPIError({
            type: "api_error",
            message: "failed after the work",
            statusCode: 500,
          });
        }
        keep({ value });
        return value;
      } catch (error) {
        keep({ error });
        throw error;
      }
    },
  };
}

function keyReused(key: string): Error {
  return new Stripe.errors.StripeIdempotencyError({
    type: "idempotency_error",
    message: `${key} was used for another request`,
    statusCode: 400,
  });
}

export type KeptAnswers = ReturnType<typeof createKeptAnswers>;
