import type { EventType } from "@vc/bus";

/** The event that the suite's processes publish and apply. */
export const noteWritten: EventType<{ text: string }> = {
  name: "notes.note.written.v1",
  schema: {
    parse: (input) => {
      if (typeof input === "object" && input !== null && "text" in input && typeof input.text === "string") {
        return { text: input.text };
      }
      throw new Error("not a note: text is missing");
    },
  },
};

/** Written in the transaction that publishes: what was promised. */
export interface Published {
  /** The event's id. */
  readonly _id: string;
  readonly aggregateId: string;
  readonly sequence: number;
}

/** Written in the transaction that applies, one document each time: no index would hide a second one. */
export interface Effect {
  readonly eventId: string;
}

/** What the gapless consumer applied of one aggregate, in the order in which it did. */
export interface History {
  readonly _id: string;
  readonly sequences: number[];
}

/** Written in the transaction in which a timer fires. */
export interface Firing {
  readonly aggregateId: string;
  readonly generation: number;
}

/** The settings of a process of the suite, as JSON in `FAULT_PROCESS`. */
export interface NoteProcess {
  /** A relay publishes nothing of its own: it sends what others left behind. */
  readonly role: "writer" | "relay" | "consumer" | "timers";
  readonly name: string;
  readonly amqpUrl: string;
  readonly mongoUrl: string;
  readonly dbName: string;
  readonly namespace: string;
  /** How long a writer pauses between two events. */
  readonly writeEveryMs: number;
  readonly confirmTimeoutMs?: number;
}

/** How long the timers wait that have a delay queue of their own. */
export const WINDOW_MS = 12_000;
