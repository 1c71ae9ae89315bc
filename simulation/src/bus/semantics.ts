/**
 * What the guarantees of the bus rest on. All of it holds in every ordinary run; a test switches one off to see that
 * the simulation finds out what is lost without it.
 */
export interface Semantics {
  /** A message's id is recorded in the transaction of its effect. */
  readonly inbox: boolean;
  /** Outbox entries are removed only once the broker has confirmed them. */
  readonly removesAfterConfirm: boolean;
  /** Events go into the outbox with the commit, not to the broker while the transaction still runs. */
  readonly publishesAfterCommit: boolean;
  /** A timer fires only in the generation and state of its document. */
  readonly asksTimerDocument: boolean;
  readonly sweeper: boolean;
}

export const asBuilt: Semantics = {
  inbox: true,
  removesAfterConfirm: true,
  publishesAfterCommit: true,
  asksTimerDocument: true,
  sweeper: true,
};
