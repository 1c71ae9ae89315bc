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
    property: "the platform's balance at Stripe is what the books say",
    why: "a refund of the Dashboard after a release is reported by the reconciliation, and booked by nothing",
  },
  {
    walk: "outside refund",
    property: "a step that frees the money is left",
    why: "a transfer that a refund of the Dashboard leaves no money for is withheld for a person, and no person can decide",
  },
  {
    walk: "closed account",
    property: "a step that frees the money is left",
    why: "an account that its seller closed at Stripe cannot be replaced, so that earnings wait for it for ever",
  },
  {
    walk: "settling funds",
    property: "the seller's balance at Stripe is what the books say",
    why: "a payout that this service did not ask for is reported by the reconciliation, and booked by nothing",
  },
  ...[
    "npm run ledger: one journal entry for each movement",
    "npm run ledger: no refund after release beyond what is left",
  ].map((property) => ({
    walk: "crossing refund",
    property,
    why: "a refund that came back is recorded as made, after a lost chargeback has cancelled its movement",
  })),
  {
    walk: "appeal",
    property: "a step that frees the money is left",
    why: "a second verdict about a dispute contradicts the first, so that its event is tried for ever",
  },
];
