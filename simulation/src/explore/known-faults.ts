/** A broken property that is known and waits to be mended, as a walk finds it. */
export interface KnownFault {
  readonly walk: string;
  readonly property: string;
  readonly why: string;
}

/** What walks find and is not mended yet. One that its walk finds no more fails the run: it is mended, and deleted here. */
export const knownFaults: readonly KnownFault[] = [
  {
    walk: "outside refund",
    property: "a step that frees the money is left",
    why: "a transfer that a refund of the Dashboard leaves no money for is withheld until an admin decides, and the walk has no admin",
  },
  {
    walk: "closed account",
    property: "a step that frees the money is left",
    why: "an account that its seller closed at Stripe cannot be replaced, so that earnings wait for it for ever",
  },
  ...[
    "npm run ledger: one journal entry for each movement",
    "npm run ledger: no refund after release beyond what is left",
  ].map((property) => ({
    walk: "crossing refund",
    property,
    why: "a refund that came back is recorded as made, after a lost chargeback has cancelled its movement",
  })),
];
