import type { Document } from "./documents.ts";

/** A transaction: it sees the database as it was when it began, and its own writes. */
export interface Snapshot {
  /** The number of the last commit that it sees; set by its first look. */
  seesUntil: number | null;
  readonly writes: Map<string, Map<string, Document | null>>;
}
