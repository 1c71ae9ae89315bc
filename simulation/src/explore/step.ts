import type { ExploredWorld } from "./explored-world.ts";
import type { Choice } from "./moment.ts";

/** One thing that can happen next. `run` makes it happen in the world as it stands. */
export interface Step {
  readonly label: string;
  /** What it uses up. */
  readonly choice?: Choice;
  /** Whether the process can die between its commits. */
  readonly isMortal?: boolean;
  run(world: ExploredWorld, diesBefore: number): Promise<{ readonly commits: number }>;
}

/** A step in one process. */
export function inProcess(
  label: string,
  task: (world: ExploredWorld) => Promise<unknown>,
  more: { choice?: Choice; isMortal?: boolean } = {},
): Step {
  return {
    label,
    ...more,
    run: (world, diesBefore) => {
      if (more.choice) world.spend(more.choice);
      return world.run(() => task(world), diesBefore);
    },
  };
}

/** Something that happens outside the services. */
export function outside(
  label: string,
  happen: (world: ExploredWorld) => Promise<unknown>,
  choice?: Choice,
): Step {
  return {
    label,
    ...(choice && { choice }),
    run: async (world) => {
      if (choice) world.spend(choice);
      await happen(world);
      return { commits: 0 };
    },
  };
}
