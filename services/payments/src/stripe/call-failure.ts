import Stripe from "stripe";

/**
 * What a failed call says about the work that it asked for.
 * `refused`: Stripe says for certain that nothing was done, and the same key would get the same answer for a day.
 * `unknown`: it may have been done, is being done, or was not reached; only looking, or the same key again, can tell.
 */
export type CallFailure =
  | {
      readonly kind: "refused";
      readonly code: string;
      readonly message: string;
      /** By which Stripe finds the request in its own logs. */
      readonly requestId: string | undefined;
    }
  | {
      readonly kind: "unknown";
      readonly message: string;
      /** Stripe has kept this error of its own with the key, and repeats it for a day. */
      readonly isReplayed: boolean;
    };

/** Statuses of a definite no. 401, 409 and 429 say "not now" and say nothing about an earlier try with the same key. */
const DEFINITE_STATUSES = [400, 402, 403, 404];

/**
 * Judges an error of a Stripe call.
 *
 * @throws the error itself when it is not one of Stripe's: a mistake of ours
 */
export function judgeFailure(error: unknown): CallFailure {
  if (!(error instanceof Stripe.errors.StripeError)) throw error;
  const { statusCode, code, message, requestId } = error;
  // The key was used with other parameters before: that first call may well have done the work.
  const isAboutTheKey = error instanceof Stripe.errors.StripeIdempotencyError;
  if (statusCode !== undefined && DEFINITE_STATUSES.includes(statusCode) && !isAboutTheKey) {
    return { kind: "refused", code: code ?? `http_${statusCode}`, message, requestId };
  }
  return { kind: "unknown", message, isReplayed: error.headers?.["idempotent-replayed"] === "true" };
}

/** Whether an error is Stripe's, so that it is Stripe and not this service that a caller has to wait for. */
export function isStripeError(error: unknown): boolean {
  return error instanceof Stripe.errors.StripeError;
}
