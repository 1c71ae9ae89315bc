import type { Place } from "../servers.ts";

/** What travels. Its size is that of an ordinary event of the marketplace. */
export type Sample = { readonly id: string; readonly sentAt: number; readonly note: string };

/** Writes of the application at both ends: none, or one document each, so that a crash loses and doubles nothing. */
export type Storing = "nothing" | "transactions";

export type OpenContestant = {
  /** Resolves when the contestant takes responsibility for the event (its confirm, or its commit). */
  publish(sample: Sample): Promise<void>;
  /** Stops, and removes what it declared. */
  close(): Promise<void>;
};

/** One way to bring an event to its effect: durable quorum queue, persistent, confirmed, acknowledged after the effect. */
export type Contestant = {
  readonly name: string;
  open(setting: {
    readonly place: Place;
    readonly storing: Storing;
    readonly onEffect: (sample: Sample) => void;
  }): Promise<OpenContestant>;
};

/** Unacknowledged messages in a consumer's hand, the same for all. */
export const PREFETCH = 100;

export const quorum = { "x-queue-type": "quorum" };
