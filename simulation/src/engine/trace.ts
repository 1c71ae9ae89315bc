/** Everything that happened, as one number that two runs can be compared by, and order by order for a report. */
export interface Trace {
  note(atMs: number, subject: string, what: string): void;
  /** A hash over all notes so far. */
  hash(): string;
  historyOf(subject: string): readonly string[];
  steps(): number;
}

export function createTrace(): Trace {
  let [high, low, steps] = [0x811c9dc5, 0x01000193, 0];
  const histories = new Map<string, { readonly atMs: number; readonly what: string }[]>();

  /** Two FNV-1a hashes side by side: not secure, and quick. */
  function mix(text: string): void {
    for (let index = 0; index < text.length; index++) {
      const code = text.charCodeAt(index);
      high = Math.imul(high ^ code, 0x01000193);
      low = Math.imul(low ^ (code + index), 0x85ebca6b);
    }
  }

  return {
    note: (atMs, subject, what) => {
      steps++;
      high = Math.imul(high ^ (atMs % 2 ** 31), 0x01000193);
      mix(subject);
      mix(what);
      const history = histories.get(subject);
      if (history) history.push({ atMs, what });
      else histories.set(subject, [{ atMs, what }]);
    },
    hash: () => [high, low].map((part) => (part >>> 0).toString(16).padStart(8, "0")).join(""),
    historyOf: (subject) =>
      (histories.get(subject) ?? []).map(({ atMs, what }) => `${new Date(atMs).toISOString()} ${what}`),
    steps: () => steps,
  };
}
