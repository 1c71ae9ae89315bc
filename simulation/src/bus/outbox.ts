import type { DueTimer } from "@vc/bus";
import type { Process } from "../engine/processes.ts";

/** An event on its way, with what the retry tiers write on it. */
export interface EventMessage {
  readonly id: string;
  readonly name: string;
  readonly aggregateId: string;
  readonly sequence: number;
  readonly time: string;
  readonly data: unknown;
  readonly headers: Readonly<Record<string, number>>;
}

/** What a transaction wants to send. */
export type OutboxEntry =
  | { readonly kind: "event"; readonly message: EventMessage }
  | { readonly kind: "trigger"; readonly service: string; readonly trigger: DueTimer };

/** Entries belong to the process that wrote them for so long; then another one sends them. */
export const OUTBOX_LEASE_MS = 10_000;

/** How often a relay looks for what others left behind. */
export const OUTBOX_POLL_MS = 1_000;

/** The entries of one commit, as they stand in the outbox until the broker has confirmed them. */
export interface OutboxBatch {
  readonly owner: Process;
  readonly service: string;
  readonly entries: readonly OutboxEntry[];
  /** No transaction begins after its own commit, so no crash can take these back. */
  isSent: boolean;
}
