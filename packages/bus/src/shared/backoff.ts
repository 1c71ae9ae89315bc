/** The delay after each failure of broker or database, in a row: with jitter, so that processes do not return together. */
export const failureBackoff = { firstMs: 100, mostMs: 5_000 };
