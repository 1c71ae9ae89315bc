import { LIFECYCLE as payoutAccounts } from "../../../services/payments/src/payout-accounts/lifecycle.ts";
import { LIFECYCLE as receivables } from "../../../services/payments/src/receivables/lifecycle.ts";
import { LIFECYCLE as withdrawals } from "../../../services/payments/src/withdrawals/lifecycle.ts";
import { cellsSaidOtherwise, expectEachToBeNoticed } from "./mutant.ts";

// The cheap ones first: the first test that fails is enough.
await import("../../../services/payments/src/payout-accounts/lifecycle.unit.test.ts");
await import("../../../services/payments/src/receivables/lifecycle.unit.test.ts");
await import("../../../services/payments/src/withdrawals/lifecycle.unit.test.ts");

expectEachToBeNoticed(
  "the receivables' table",
  cellsSaidOtherwise(receivables, { always: ["already", "contradiction"] }),
);
expectEachToBeNoticed(
  "the withdrawals' table",
  cellsSaidOtherwise(withdrawals, {
    always: ["already"],
    // The payout of one that was paid is known.
    same: { "paid made": "note" },
  }),
);
expectEachToBeNoticed("the payout accounts' table", cellsSaidOtherwise(payoutAccounts, { always: [] }));
