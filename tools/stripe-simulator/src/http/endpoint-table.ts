import { v2AccountLinkEndpoints } from "../accounts/account-links.ts";
import { v2AccountEndpoints } from "../accounts/accounts.ts";
import { balanceEndpoints } from "../balance/balance.ts";
import { balanceSettingsEndpoints } from "../balance/balance-settings.ts";
import { balanceTransactionEndpoints } from "../balance/balance-transactions.ts";
import { chargeEndpoints } from "../charges/charges.ts";
import { checkoutSessionEndpoints } from "../checkout/checkout-sessions.ts";
import { disputeEndpoints } from "../disputes/disputes.ts";
import { eventEndpoints } from "../events/event-endpoints.ts";
import { v2EventEndpoints } from "../events/thin-event-endpoints.ts";
import { paymentIntentEndpoints } from "../payment-intents/payment-intents.ts";
import { payoutEndpoints } from "../payouts/payouts.ts";
import { earlyFraudWarningEndpoints } from "../radar/early-fraud-warnings.ts";
import { refundEndpoints } from "../refunds/refunds.ts";
import { transferReversalEndpoints } from "../transfers/transfer-reversals.ts";
import { transferEndpoints } from "../transfers/transfers.ts";
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
  ...balanceSettingsEndpoints,
  ...disputeEndpoints,
  ...earlyFraudWarningEndpoints,
  ...eventEndpoints,
  ...v2AccountEndpoints,
  ...v2AccountLinkEndpoints,
  ...v2EventEndpoints,
];
