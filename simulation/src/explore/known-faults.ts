/** A broken property that is known and waits to be mended, as a walk finds it. */
export interface KnownFault {
  readonly walk: string;
  readonly property: string;
  readonly why: string;
}

/** What walks find and is not mended yet. One that its walk finds no more fails the run: it is mended, and deleted here. */
export const knownFaults: readonly KnownFault[] = [];
