/**
 * How long the database keeps a transaction whose process was killed, and with it locked what it wrote (ADR 19).
 * Longer than any handler of the bus may take, and short enough that no caller times out meanwhile.
 */
export const TRANSACTION_LIFETIME_S = 15;

/** The same, as `mongod` is told. */
export const MONGOD_TRANSACTION_LIFETIME = [
  "--setParameter",
  `transactionLifetimeLimitSeconds=${TRANSACTION_LIFETIME_S}`,
] as const;
