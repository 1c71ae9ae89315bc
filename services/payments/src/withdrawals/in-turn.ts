/** Does work about one thing after what was asked for before. */
export type InTurn = <T>(about: string, work: () => Promise<T>) => Promise<T>;

/**
 * Lets work about one thing take turns within this process. Correctness never depends on it, other processes being
 * there: it keeps many requests at once about one balance from aborting each other's transactions over and over, which
 * takes the square of their number.
 */
export function createTurns(): InTurn {
  const queues = new Map<string, Promise<unknown>>();

  return async (about, work) => {
    const before = queues.get(about);
    const mine = before === undefined ? work() : before.then(work, work);
    queues.set(about, mine);
    try {
      return await mine;
    } finally {
      // No other work waits: without this the map would grow for ever.
      if (queues.get(about) === mine) queues.delete(about);
    }
  };
}
