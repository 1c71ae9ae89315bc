import type { WorldResult } from "./world-result.ts";

/** How to see a world again, exactly as it was. */
export function replayCommand({ seed, orders }: Pick<WorldResult, "seed" | "orders">): string {
  return `npm run simulate -- --seed ${seed} --orders ${orders}`;
}

/** What to tell somebody about a world: one line, or all that there is to know of its failure. */
export function describeWorld(world: WorldResult): string {
  const { seed, orders, steps, crashes, virtualDays, hash, failure } = world;
  if (failure === null) {
    return `seed ${seed}: ${orders} orders, ${virtualDays} days, ${steps} steps, ${crashes} crashes, trace ${hash}`;
  }
  return [
    `seed ${seed}, step ${failure.step}, ${failure.at}: ${failure.subject} breaks an invariant`,
    `  ${failure.message}`,
    "  its history:",
    ...failure.history.map((line) => `    ${line}`),
    `  again: ${replayCommand(world)}`,
  ].join("\n");
}
