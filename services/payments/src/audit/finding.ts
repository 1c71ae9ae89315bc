import type { ClientSession, Db } from "mongodb";

/** Something that must not be: which invariant, about what, and how it shows. */
export interface Finding {
  readonly invariant: string;
  readonly subject: string;
  readonly detail: string;
}

/** One moment of a database: all reads with the session see the same. */
export interface Moment {
  readonly db: Db;
  readonly session: ClientSession;
  readonly now: Date;
}
