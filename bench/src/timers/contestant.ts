import type { Place } from "../servers.ts";

export type Timer = { readonly id: string; readonly dueAt: Date };

export type OpenTimers = {
  /** One timer, as an application arms it. */
  arm(timer: Timer): Promise<void>;
  /** Many in the quickest way that the contestant offers. */
  armAll(timers: readonly Timer[]): Promise<void>;
  /**
   * Puts timers where arming leaves them, without arming: what else there is to wait for is there then, however long
   * arming would have taken. For whoever arms too slowly for what is asked.
   */
  store?(timers: readonly Timer[]): Promise<void>;
  /** Whether all that was armed has got to where it waits. */
  isSettled(): Promise<boolean>;
  /** What its timers occupy on its servers; undefined where nobody can tell. */
  serverBytes(): Promise<number | undefined>;
  /** Stops, and removes everything of its own. */
  close(): Promise<void>;
};

export type TimerContestant = {
  readonly name: string;
  /** What keeps its timers, and how safely. */
  readonly keeps: string;
  readonly serverBytesMean: string;
  /** Asked for first: where nobody answers, there is nothing to measure. The port stands in it. */
  server(place: Place): string;
  /** Its server is busy with what it asked for long after it is gone, so it comes after everybody else. */
  readonly leavesWorkBehind?: true;
  open(setting: {
    readonly place: Place;
    readonly onFire: (timer: { readonly id: string; readonly dueAtMs: number }) => void;
  }): Promise<OpenTimers>;
};
