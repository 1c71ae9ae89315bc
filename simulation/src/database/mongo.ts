import type { Database } from "@vc/service";
import type { ClientSession, Db } from "mongodb";
import type { Process, Processes } from "../engine/processes.ts";
import { type Calls, createCollection } from "./collection.ts";
import { modelOn } from "./models.ts";
import { openSession, type Session } from "./session.ts";
import { type Storage, WriteConflict } from "./storage.ts";

/** A process's connection to its service's database: as the bus has it, and as stores have it. */
export interface SimulatedConnection {
  readonly db: Db;
  readonly database: Database;
}

/**
 * Connects a process to its service's database: the driver's `Db` and the stores' models, as far as the services use
 * them.
 */
export function connect(storage: Storage, process: Process, processes: Processes): SimulatedConnection {
  const calls = callsOf(process, processes);
  const collections = new Map<string, ReturnType<typeof createCollection>>();
  function collectionOf(name: string) {
    const known = collections.get(name);
    if (known) return known;
    const made = createCollection(name, storage, calls);
    collections.set(name, made);
    return made;
  }

  const database: Database = {
    model: (definition) => modelOn(collectionOf(definition.collection), definition),
    // The sessions of session.ts are all that its calls look at.
    snapshot: (read) => openSession(storage).withTransaction((s) => read(s as unknown as ClientSession)),
  };
  const client = { withSession: <T>(work: (session: Session) => Promise<T>) => work(openSession(storage)) };
  // Not the driver's class, and all of it that the bus calls: what it calls beyond that fails loudly.
  return { db: { collection: collectionOf, client } as unknown as Db, database };
}

/** Every call passes the boundary where a process can lose its turn, and every write outside a transaction two where it can die. */
function callsOf(process: Process, processes: Processes): Calls {
  return {
    async read(look) {
      // Mostly there is nothing to wait for, and an `await` costs as much as the read itself.
      const turn = processes.pass(process, "read");
      if (turn) await turn;
      return look();
    },

    /** Outside a transaction, a write waits for a transaction that is writing the same document, as MongoDB does. */
    async write(snapshot, work) {
      const before = processes.pass(process, snapshot === null ? "before commit" : "read");
      if (before) await before;
      for (;;) {
        try {
          const result = work();
          const after = snapshot === null ? processes.pass(process, "after commit") : undefined;
          if (after) await after;
          return result;
        } catch (error) {
          const wait = error instanceof WriteConflict && snapshot === null && processes.pass(process, "read");
          if (!wait) throw error;
          await wait;
        }
      }
    },
  };
}
