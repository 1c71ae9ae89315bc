import type { TimersLoad, TimersParameters } from "../parameters.ts";
import type { Place } from "../servers.ts";
import { timerContestants } from "./contestants.ts";
import { measureContestant } from "./measure-contestant.ts";

/** One measurement in a process of its own, so that nobody's memory and garbage are counted as another's. */
export type Task = {
  readonly contestant: string;
  readonly place: Place;
  readonly load: TimersLoad;
  readonly parameters: TimersParameters;
};

// Whoever asked has gone; nobody would clean up after a measurement that goes on.
process.once("disconnect", () => process.exit(1));
process.once("message", async (message) => {
  // Only measure-timers.ts sends it.
  const { contestant, place, load, parameters } = message as Task;
  const found = timerContestants.find(({ name }) => name === contestant);
  if (!found) throw new Error(`there is no contestant ${contestant}`);
  const figures = await measureContestant(found, place, load, parameters);
  process.send?.(figures, () => process.exit(0));
});
