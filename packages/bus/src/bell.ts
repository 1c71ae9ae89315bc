/** Wakes one sleeper. Rung while nobody sleeps, it is remembered: the next sleep ends at once. */
export interface Bell {
  ring(): void;
  /** Until it rings, or for so long. */
  rung(atMostMs: number): Promise<void>;
}

export function createBell(): Bell {
  let isRung = false;
  let wake: () => void = () => {};
  return {
    ring: () => {
      isRung = true;
      wake();
    },
    rung: (atMostMs) =>
      new Promise((resolve) => {
        const sleepOn = () => {
          clearTimeout(timer);
          wake = () => {};
          isRung = false;
          resolve();
        };
        const timer = setTimeout(sleepOn, atMostMs);
        wake = sleepOn;
        if (isRung) sleepOn();
      }),
  };
}
