import type { WorldResult } from "./world-result.ts";

/** The command that repeats a world exactly. */
export function replayCommand({ seed, orders }: Pick<WorldResult, "seed" | "orders">): string {
  return `npm run simulate -- --seed ${seed} --orders ${orders}`;
}

/** A world in one line, or with everything that is known about its failure. */
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
