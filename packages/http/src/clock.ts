/** Where the present time comes from. An argument, so that a test can hold it or let it jump. */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };
