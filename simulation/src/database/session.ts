import type { ClientSession } from "mongodb";
import type { Snapshot } from "./snapshot.ts";
import type { Storage } from "./storage.ts";

/** The part of a session that the services and the bus use. */
export interface Session {
  readonly snapshot: Snapshot;
  once(event: "ended", then: () => void): void;
  withTransaction<T>(work: (session: Session) => Promise<T>): Promise<T>;
}

/** A session that reads one moment, for checks that read much and write nothing. */
export function openSession(storage: Storage): Session {
  const snapshot = storage.begin();
  const session: Session = {
    snapshot,
    once: () => {},
    withTransaction: async (work) => {
      try {
        return await work(session);
      } finally {
        storage.abort(snapshot);
      }
    },
  };
  return session;
}

/** What the calls of a session see; `null` for calls outside a transaction. */
export function snapshotOf(session: ClientSession | undefined): Snapshot | null {
  // The only sessions that there are here are those of this file and of the simulated bus.
  return session === undefined ? null : (session as unknown as Session).snapshot;
}
