import type { Behaviour } from "./behaviour.ts";
import { accountBehaviours } from "./behaviours/accounts.ts";
import { balanceBehaviours } from "./behaviours/balance.ts";
import { checkoutBehaviours } from "./behaviours/checkout.ts";
import { disputeBehaviours } from "./behaviours/disputes.ts";
import { payoutBehaviours } from "./behaviours/payouts.ts";
import { refundBehaviours } from "./behaviours/refunds.ts";
import { requestBehaviours } from "./behaviours/requests.ts";
import { transferBehaviours } from "./behaviours/transfers.ts";

/** What of Stripe the platform has to live with, each with its test: docs/generated/stripe-conformance.md is made from it. */
export const behaviours: readonly Behaviour[] = [
  ...balanceBehaviours,
  ...payoutBehaviours,
  ...refundBehaviours,
  ...transferBehaviours,
  ...disputeBehaviours,
  ...accountBehaviours,
  ...checkoutBehaviours,
  ...requestBehaviours,
];
