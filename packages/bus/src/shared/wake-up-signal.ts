/** Wakes one waiting loop. A signal that comes while nothing waits is remembered: the next wait ends at once. */
export interface WakeUpSignal {
  signal(): void;
  /** Resolves at the next signal, or after `atMostMs`. */
  wait(atMostMs: number): Promise<void>;
}

export function createWakeUpSignal(): WakeUpSignal {
  let isSignalled = false;
  let wake: () => void = () => {};
  return {
    signal: () => {
      isSignalled = true;
      wake();
    },
    wait: (atMostMs) =>
      new Promise((resolve) => {
        const end = () => {
          clearTimeout(timer);
          wake = () => {};
          isSignalled = false;
          resolve();
        };
        const timer = setTimeout(end, atMostMs);
        wake = end;
        if (isSignalled) end();
      }),
  };
}
