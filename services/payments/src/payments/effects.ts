import { chargebackEffects } from "./chargeback-effects.ts";
import { movementEffects } from "./movement-effects.ts";
import { outsideRefundEffects } from "./outside-refunds.ts";
import { receiptEffects } from "./receipt-effects.ts";
import { settlementEffects } from "./settlement-effects.ts";

/** What rows write into a payment beside its state, and what goes with it. */
export const effects = {
  ...receiptEffects,
  ...settlementEffects,
  ...movementEffects,
  ...chargebackEffects,
  ...outsideRefundEffects,
};
