import type { Database } from "@vc/service";
import type { ClientSession } from "mongodb";

/** Something that must not be: which invariant, about what, and how it shows. */
export interface Finding {
  readonly invariant: string;
  readonly subject: string;
  readonly detail: string;
}

/** One moment of a database: all reads with the session see the same. */
export interface Moment {
  readonly database: Database;
  readonly session: ClientSession;
  readonly now: Date;
}
