const SECOND_CHECKOUT =
  "a second payment needs a second checkout, which payments opens only when Stripe repeats an error of its own for the first one";

const EMPTIED_ACCOUNT = "no step takes money out of a seller's balance at Stripe beside the platform";

const PENDING_REFUND =
  "refunds of the walks succeed at once, or fail after that; pending ones are tried with the simulator";
const NO_ADMIN = "the walks have no admin who decides about what others did at Stripe";
const NO_OUTSIDE_FAILURE = "the simulator's bank refuses no refund of the Dashboard in a walk";

/** Rows of the tables that no walk takes, each with the reason why it stands there all the same. */
export const unexplored: Readonly<Record<string, string>> = {
  "payment: paid from blocked, frozen, settling to same": SECOND_CHECKOUT,
  "payment: paid from settled to settling": SECOND_CHECKOUT,
  "movement: funds_missing from waiting, due to failed": EMPTIED_ACCOUNT,
  "movement: funds_missing from waiting, due to due": EMPTIED_ACCOUNT,
  "movement: refund_pending from waiting, due to waiting": PENDING_REFUND,
  "movement: retried from waiting to due": PENDING_REFUND,
  "payment: returned_transfer_decided from settling, settled to settling": NO_ADMIN,
  "payment: outside_loss_decided from blocked, frozen, settling, settled to same": NO_ADMIN,
  "payment: outside_refund_failed from blocked, frozen to same": NO_OUTSIDE_FAILURE,
  "payment: outside_refund_failed from settling, settled to settling": NO_OUTSIDE_FAILURE,
};

/** Rows that only these walks take in their full form, so that the tests do not ask for them. */
export const onlyInFullWalks: Readonly<Record<string, string>> = {
  "movement: done from failed to succeeded": "crossing refund",
  "movement: withheld from waiting, due to due": "outside refund",
};
