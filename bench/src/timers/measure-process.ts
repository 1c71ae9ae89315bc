import type { TimersLoad, TimersParameters } from "../parameters.ts";
import type { Place } from "../servers.ts";
import { timerContestants } from "./contestants.ts";
import { measureContestant } from "./measure-contestant.ts";

/** One measurement in its own process, so that memory and garbage of one contestant are not counted for another. */
export type Task = {
  readonly contestant: string;
  readonly place: Place;
  readonly load: TimersLoad;
  readonly parameters: TimersParameters;
};

// The parent has gone: no process would clean up after this measurement.
process.once("disconnect", () => process.exit(1));
process.once("message", async (message) => {
  // Only measure-timers.ts sends it.
  const { contestant, place, load, parameters } = message as Task;
  const found = timerContestants.find(({ name }) => name === contestant);
  if (!found) throw new Error(`there is no contestant ${contestant}`);
  const figures = await measureContestant(found, place, load, parameters);
  process.send?.(figures, () => process.exit(0));
});
