const SECOND_CHECKOUT =
  "a second payment needs a second checkout, which payments opens only when Stripe repeats an error of its own for the first one";

const PENDING_REFUND =
  "refunds of the walks succeed at once, or fail after that; pending ones are tried with the simulator";
const UNHEARD_TAKING =
  "what leaves a seller's balance is heard of in a walk before 72 hours have passed, and gives its withdrawal back then";

/** Rows of the tables that no walk takes, each with the reason why it stands there all the same. */
export const unexplored: Readonly<Record<string, string>> = {
  "payment: outside_refund_failed from blocked to frozen": PENDING_REFUND,
  "payment: paid from blocked, frozen, settling to same": SECOND_CHECKOUT,
  "payment: paid from settled to settling": SECOND_CHECKOUT,
  "movement: funds_missing from waiting, due to failed": UNHEARD_TAKING,
  "movement: refund_pending from waiting, due to waiting": PENDING_REFUND,
};

/** Rows that only these walks take in their full form, so that the tests do not ask for them. */
export const onlyInFullWalks: Readonly<Record<string, string>> = {
  "movement: done from failed to succeeded": "crossing refund",
  "movement: withheld from waiting, due to due": "outside refund",
  "movement: retried from waiting, due to due": "outside refund",
  "movement: funds_missing from waiting, due to due": "settling funds",
  "payment: returned_transfer_decided from settling, settled to settling": "account",
  "payment: outside_loss_decided from blocked, frozen, settling, settled to same": "outside refund",
  "payment: outside_refund_failed from blocked, frozen to same": "outside refund",
  "payment: outside_refund_failed from settling, settled to settling": "outside refund",
};
