/** Something that happens at a moment of virtual time. */
export interface Step {
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** Steps of the same moment come in the order in which they were planned. */
  readonly number: number;
  /** Whom it is about, for the history of a failure: an order, a seller, or a part of the system. */
  readonly subject: string;
  readonly what: string;
  readonly run: () => Promise<void> | void;
}

export interface Schedule {
  add(at: number, subject: string, what: string, run: Step["run"]): void;
  /** Takes the next step out; `undefined` when nothing is planned any more. */
  take(): Step | undefined;
  /** The moment of the next step; `Infinity` when there is none. */
  nextAt(): number;
  size(): number;
}

/** What is still to happen, as a binary heap: millions of steps go through it. */
export function createSchedule(): Schedule {
  const heap: Step[] = [];
  let planned = 0;

  const isBefore = (one: Step, other: Step) =>
    one.at < other.at || (one.at === other.at && one.number < other.number);

  function rise(step: Step, from: number): void {
    let index = from;
    while (index > 0) {
      const parentIndex = (index - 1) >> 1;
      const parent = heap[parentIndex];
      if (parent === undefined || !isBefore(step, parent)) break;
      heap[index] = parent;
      index = parentIndex;
    }
    heap[index] = step;
  }

  function sink(step: Step): void {
    let index = 0;
    for (;;) {
      let childIndex = 2 * index + 1;
      let child = heap[childIndex];
      if (child === undefined) break;
      const other = heap[childIndex + 1];
      if (other !== undefined && isBefore(other, child)) {
        child = other;
        childIndex++;
      }
      if (!isBefore(child, step)) break;
      heap[index] = child;
      index = childIndex;
    }
    heap[index] = step;
  }

  return {
    add: (at, subject, what, run) => {
      planned++;
      const step = { at, number: planned, subject, what, run };
      heap.push(step);
      rise(step, heap.length - 1);
    },
    take: () => {
      const [first] = heap;
      const last = heap.pop();
      if (last !== undefined && heap.length > 0) sink(last);
      return first;
    },
    nextAt: () => heap[0]?.at ?? Number.POSITIVE_INFINITY,
    size: () => heap.length,
  };
}
