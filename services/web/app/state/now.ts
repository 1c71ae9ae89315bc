import { useSyncExternalStore } from "react";
import { pageContext } from "./page-context.ts";

/** How often pages that show a clock are drawn again. */
const TICK_MS = 15_000;

/** A `Date` header names whole seconds, and an answer is on its way for a while: less than this is no difference. */
const TOLERATED_MS = 3_000;

let aheadMs = 0;

/** Takes in the time of the server's last answer: a clock of a phone that is wrong must not tell a wrong deadline. */
export function noteServerTime(header: string | null, localNow: Date): void {
  const serverMs = header === null ? Number.NaN : Date.parse(header);
  if (Number.isNaN(serverMs)) return;
  const difference = serverMs - localNow.getTime();
  const isNews = Math.abs(difference - aheadMs) > TOLERATED_MS;
  aheadMs = Math.abs(difference) < TOLERATED_MS ? 0 : difference;
  if (isNews) tickNow();
}

/** The time as the server has it, from the clock of this machine. */
export function serverTime(localNow: Date): Date {
  return new Date(localNow.getTime() + aheadMs);
}

let shown: Date | undefined;
const watchers = new Set<() => void>();
let ticker: ReturnType<typeof setInterval> | undefined;

function tick(): void {
  shown = pageContext().now();
  for (const watcher of watchers) watcher();
}

function watch(watcher: () => void): () => void {
  watchers.add(watcher);
  ticker ??= setInterval(tick, TICK_MS);
  return () => {
    watchers.delete(watcher);
    if (watchers.size > 0) return;
    clearInterval(ticker);
    ticker = undefined;
    shown = undefined;
  };
}

function current(): Date {
  shown ??= pageContext().now();
  return shown;
}

/** The time for everything that a page draws, which moves on every 15 seconds: one clock for all of it. */
export function useNow(): Date {
  return useSyncExternalStore(watch, current);
}

/** Moves the clock on at once, such as when a deadline has come. */
export function tickNow(): void {
  tick();
}
