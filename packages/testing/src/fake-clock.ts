export type FakeClock = {
  now: () => Date;
  advance: (ms: number) => void;
  set: (time: Date | string) => void;
};

/** A clock that stands still until a test moves it. Every `now()` is a Date of its own, safe to keep. */
export function fakeClock(start: Date | string = "2026-01-05T09:00:00.000Z"): FakeClock {
  let nowMs = new Date(start).getTime();
  return {
    now: () => new Date(nowMs),
    advance: (ms) => {
      nowMs += ms;
    },
    set: (time) => {
      nowMs = new Date(time).getTime();
    },
  };
}
