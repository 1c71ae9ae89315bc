import { balanceEndpoints } from "../resources/balance.ts";
import { balanceTransactionEndpoints } from "../resources/balance-transactions.ts";
import { chargeEndpoints } from "../resources/charges.ts";
import { checkoutSessionEndpoints } from "../resources/checkout-sessions.ts";
import { disputeEndpoints } from "../resources/disputes.ts";
import { eventEndpoints } from "../resources/events.ts";
import { paymentIntentEndpoints } from "../resources/payment-intents.ts";
import { payoutEndpoints } from "../resources/payouts.ts";
import { refundEndpoints } from "../resources/refunds.ts";
import { transferReversalEndpoints } from "../resources/transfer-reversals.ts";
import { transferEndpoints } from "../resources/transfers.ts";
import { v2AccountLinkEndpoints } from "../resources/v2-account-links.ts";
import { v2AccountEndpoints } from "../resources/v2-accounts.ts";
import { v2EventEndpoints } from "../resources/v2-events.ts";
import type { Endpoint } from "./endpoint.ts";

/** All of Stripe that is simulated: each row says its address, the parameters it takes, and its work. */
export const endpointTable: readonly Endpoint[] = [
  ...checkoutSessionEndpoints,
  ...paymentIntentEndpoints,
  ...chargeEndpoints,
  ...refundEndpoints,
  ...transferEndpoints,
  ...transferReversalEndpoints,
  ...payoutEndpoints,
  ...balanceEndpoints,
  ...balanceTransactionEndpoints,
  ...disputeEndpoints,
  ...eventEndpoints,
  ...v2AccountEndpoints,
  ...v2AccountLinkEndpoints,
  ...v2EventEndpoints,
];
