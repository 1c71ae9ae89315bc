import type { Place } from "../servers.ts";

export type Timer = { readonly id: string; readonly dueAt: Date };

export type OpenTimers = {
  /** One timer, as an application arms it. */
  arm(timer: Timer): Promise<void>;
  /** Many in the quickest way that the contestant offers. */
  armAll(timers: readonly Timer[]): Promise<void>;
  /**
   * Puts timers where arming leaves them, without arming: what else there is to wait for is there then, however long
   * arming would have taken. For contestants that arm too slowly for the load.
   */
  store?(timers: readonly Timer[]): Promise<void>;
  /** Whether all that was armed has got to where it waits. */
  isSettled(): Promise<boolean>;
  /** What its timers occupy on its servers; undefined where it cannot be measured. */
  serverBytes(): Promise<number | undefined>;
  /** Stops, and removes everything of its own. */
  close(): Promise<void>;
};

export type TimerContestant = {
  readonly name: string;
  /** What keeps its timers, and how safely. */
  readonly keeps: string;
  readonly serverBytesMean: string;
  /** Checked first: without a server there is nothing to measure. Holds the port. */
  server(place: Place): string;
  /** Its server stays busy long after the contestant has ended, so it is measured last. */
  readonly leavesWorkBehind?: true;
  open(setting: {
    readonly place: Place;
    readonly onFire: (timer: { readonly id: string; readonly dueAtMs: number }) => void;
  }): Promise<OpenTimers>;
};
