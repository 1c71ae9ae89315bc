import { z } from "zod";

const Key = z
  .string({ error: "is needed: a key of your own for this one request, which its repeats send again" })
  .regex(/^[\x20-\x7e]{1,255}$/, "must be 1 to 255 printable characters")
  .describe("a key of the caller's own; the same key and body give the first answer again for 24 h");

/** Header schema of an endpoint that takes an `Idempotency-Key` and does not need one. */
export const OptionalIdempotencyHeaders = z.looseObject({ "idempotency-key": Key.optional() });

/** Header schema of an endpoint that needs an `Idempotency-Key`. Loose: the other headers stay readable. */
export const IdempotencyHeaders = z.looseObject({ "idempotency-key": Key });
