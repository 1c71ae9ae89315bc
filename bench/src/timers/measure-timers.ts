import { fork } from "node:child_process";
import { join } from "node:path";
import { isListening } from "@vc/testing/ports";
import type { TimersLoad, TimersParameters } from "../parameters.ts";
import type { Place } from "../servers.ts";
import { timerContestants } from "./contestants.ts";
import type { TimerFigures } from "./measure-contestant.ts";
import type { Task } from "./measure-process.ts";

export type TimersResult = {
  readonly figures: readonly TimerFigures[];
  readonly contestants: readonly { name: string; keeps: string; serverBytesMean: string }[];
  /** Who could not be measured, and why. */
  readonly failures: readonly { contestant: string; pending: number; why: string }[];
};

/** Each size with each contestant in turn, in a process of its own; those that leave work behind come last. */
export async function measureTimers(
  place: Place,
  parameters: TimersParameters,
  say: (line: string) => void,
  interrupted: AbortSignal,
): Promise<TimersResult> {
  const figures: TimerFigures[] = [];
  const failures: { contestant: string; pending: number; why: string }[] = [];
  const tasks = parameters.loads
    .flatMap((load) => timerContestants.map((contestant) => ({ load, contestant })))
    .toSorted(
      (a, b) =>
        Number(a.contestant.leavesWorkBehind === true) - Number(b.contestant.leavesWorkBehind === true),
    );
  for (const { load, contestant } of tasks) {
    const { name, server } = contestant;
    try {
      const { hostname, port } = new URL(server(place));
      if (!(await isListening(Number(port), hostname)))
        throw new Error(`nothing listens at ${hostname}:${port}`);
      const gaveNone = [...failures, ...figures.filter(({ fired }) => fired === 0)];
      const hopeless = gaveNone.find(({ contestant: earlier }) => earlier === name);
      if (hopeless !== undefined) throw new Error(`skipped: failed with ${hopeless.pending} pending`);
      const measured = await inOwnProcess({ contestant: name, place, load, parameters }, interrupted);
      figures.push(measured);
      say(
        `timers, ${measured.pending} pending, ${load.ratePerSecond}/s: ${name} armed ${measured.armedOneByOnePerSecond.toFixed(0)}/s one by one, ` +
          `${measured.armedInBulkPerSecond.toFixed(0)}/s in bulk; fired ${measured.fired} of ${measured.due}, ` +
          `p50 ${measured.p50Ms} ms, p99 ${measured.p99Ms} ms`,
      );
    } catch (error) {
      interrupted.throwIfAborted();
      const why = error instanceof Error ? error.message : String(error);
      failures.push({ contestant: name, pending: load.pending, why });
      say(`timers, ${load.pending} pending: ${name} could not be measured: ${why}`);
    }
  }
  const contestants = timerContestants.map(({ name, keeps, serverBytesMean }) => ({
    name,
    keeps,
    serverBytesMean,
  }));
  return { figures, contestants, failures };
}

/** Filling, settling twice, firing and cleaning up, a millisecond to store each pending one, and no contestant for ever. */
function limitMs({ armingBudgetSeconds, fireSeconds }: TimersParameters, { pending }: TimersLoad): number {
  return (armingBudgetSeconds * 3 + fireSeconds + 180) * 1_000 + pending;
}

function inOwnProcess(task: Task, signal: AbortSignal): Promise<TimerFigures> {
  return new Promise((resolve, reject) => {
    const child = fork(join(import.meta.dirname, "measure-process.ts"), {
      execArgv: ["--expose-gc"],
      signal,
      killSignal: "SIGKILL",
      // JSON would make null of a figure that is none.
      serialization: "advanced",
    });
    const limit = limitMs(task.parameters, task.load);
    const overrun = setTimeout(() => {
      child.kill("SIGKILL");
      reject(new Error(`not finished after ${limit / 1_000} s`));
    }, limit);
    // The process sends nothing but its figures.
    child.once("message", (message) => resolve(message as TimerFigures));
    child.once("error", reject);
    child.once("exit", (code) => {
      clearTimeout(overrun);
      reject(new Error(`its process ended with code ${code}`));
    });
    child.send(task);
  });
}
