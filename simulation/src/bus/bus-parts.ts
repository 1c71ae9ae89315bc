import type { Db } from "mongodb";
import type { Storage } from "../database/storage.ts";
import type { Process, Processes } from "../engine/processes.ts";
import type { OutboxEntry } from "./outbox.ts";
import type { Semantics } from "./semantics.ts";

/** What the parts of one process's bus share. */
export interface BusParts {
  readonly service: string;
  readonly db: Db;
  readonly storage: Storage;
  readonly process: Process;
  readonly processes: Processes;
  readonly semantics: Semantics;
  readonly now: () => Date;
  readonly nextEventId: () => string;
  /** What a commit leaves in the outbox. */
  readonly committed: (process: Process, entries: readonly OutboxEntry[]) => void;
  /** Hears of each effect of a message or timer, in the moment of its commit. */
  readonly tookEffect: (kind: "event" | "timer", id: string, aggregateId: string) => void;
  /** Only where events are published before the commit (see Semantics). */
  readonly publishAtOnce: (entries: readonly OutboxEntry[]) => void;
}
