/** Runs `work` for 0 … count-1, at most so many at a time, in order of their start. The first failure ends it. */
export async function concurrently(
  count: number,
  atATime: number,
  work: (index: number) => Promise<unknown>,
): Promise<void> {
  let next = 0;
  async function worker(): Promise<void> {
    while (next < count) await work(next++);
  }
  await Promise.all(Array.from({ length: Math.min(atATime, count) }, worker));
}

/** Resolves with true when it is so, with false when it is not after that long. Asks every few milliseconds. */
export async function becomesTrue(
  isSo: () => boolean | Promise<boolean>,
  withinMs: number,
  askEveryMs = 5,
): Promise<boolean> {
  const giveUpAt = performance.now() + withinMs;
  while (performance.now() < giveUpAt) {
    if (await isSo()) return true;
    await new Promise((resolve) => setTimeout(resolve, askEveryMs));
  }
  return false;
}
