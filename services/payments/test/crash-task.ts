import type { PaymentsParts } from "../src/deps.ts";
import type { TestApp } from "./build-test-app.ts";

/** A process of the service that does the work. */
export interface Process {
  readonly parts: PaymentsParts;
  readonly call: TestApp["call"];
}

/** One piece of work, ready to be asked for. */
export interface Piece {
  /** Asks for it, and asks again as a caller without an answer does. */
  ask(process: Process): Promise<unknown>;
  /** Carries out what was recorded, as far as that is possible now. Absent where asking is all. */
  carryOut?(process: Process): Promise<void>;
  /** Checks that it was done exactly once: in the service, in the ledger and at Stripe. */
  expectOnce(): Promise<void>;
}

export async function perform(piece: Piece, process: Process): Promise<void> {
  await piece.ask(process);
  await piece.carryOut?.(process);
}

/** Longer than every lease and claim of the service, and than the longest wait before a second attempt. */
const LONG_ENOUGH_MS = 70_000;

/** What a caller without an answer repeats once the leases and claims of the dead process are over. */
export async function retryAfterLeases(piece: Piece, t: TestApp): Promise<void> {
  // What failed once waits before its next attempt, longer each time.
  for (let attempt = 1; attempt <= 2; attempt++) {
    t.clock.advance(LONG_ENOUGH_MS);
    await perform(piece, t);
  }
}

/** Something that Stripe does for the service, from the request to the recorded result. */
export interface Task {
  /** The request that does it at Stripe. */
  readonly request: { readonly method: "GET" | "POST"; readonly path: string };
  prepare(): Promise<Piece>;
}
