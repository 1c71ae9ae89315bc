/** Everything that happened, as one number that two runs can be compared by, and order by order for a report. */
export interface Trace {
  note(atMs: number, subject: string, what: string): void;
  /** A hash over all notes so far. */
  hash(): string;
  historyOf(subject: string): readonly string[];
  steps(): number;
}

interface History {
  readonly number: number;
  readonly notes: { readonly atMs: number; readonly what: string }[];
}

export function createTrace(): Trace {
  let [high, low, steps] = [0x811c9dc5, 0x01000193, 0];
  const histories = new Map<string, History>();

  /** Two FNV-1a hashes side by side: not secure, and quick. */
  function mix(code: number, index: number): void {
    high = Math.imul(high ^ code, 0x01000193);
    low = Math.imul(low ^ (code + index), 0x85ebca6b);
  }

  function historyAbout(subject: string): History {
    const known = histories.get(subject);
    if (known) return known;
    // A subject is mixed in as a whole by the number of its first note: it is the same in two equal runs.
    const made = { number: histories.size, notes: [] };
    histories.set(subject, made);
    for (let index = 0; index < subject.length; index++) mix(subject.charCodeAt(index), index);
    return made;
  }

  return {
    note: (atMs, subject, what) => {
      steps++;
      high = Math.imul(high ^ (atMs % 2 ** 31), 0x01000193);
      const { number, notes } = historyAbout(subject);
      mix(number, 0);
      for (let index = 0; index < what.length; index++) mix(what.charCodeAt(index), index);
      notes.push({ atMs, what });
    },
    hash: () => [high, low].map((part) => (part >>> 0).toString(16).padStart(8, "0")).join(""),
    historyOf: (subject) =>
      (histories.get(subject)?.notes ?? []).map(
        ({ atMs, what }) => `${new Date(atMs).toISOString()} ${what}`,
      ),
    steps: () => steps,
  };
}
