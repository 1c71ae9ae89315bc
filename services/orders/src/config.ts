import { policyTimeScale, storedConfig } from "@vc/chassis";
import { z } from "zod";
import { DEFAULT_WINDOWS, durationMs } from "./orders/policy.ts";

function duration(byDefault: string, description: string) {
  return z.iso
    .duration()
    .refine((iso) => durationMs(iso) > 0, "must be longer than nothing")
    .default(byDefault)
    .describe(`${description}, ISO 8601`);
}

export const ordersConfig = storedConfig.extend({
  POLICY_TIME_SCALE: policyTimeScale,
  PAYMENT_WINDOW: duration(DEFAULT_WINDOWS.payment, "time to pay a placed order (R8); never divided"),
  ACCEPTANCE_WINDOW: duration(DEFAULT_WINDOWS.acceptance, "time to accept or refuse a paid order (R9)"),
  DELIVERY_DAY: duration(DEFAULT_WINDOWS.deliveryDay, "length of one day of delivery time (R13)"),
  COMPLETION_WINDOW: duration(
    DEFAULT_WINDOWS.completion,
    "time to answer a delivery or a refused revision (R16, R20)",
  ),
  REVISION_ANSWER_WINDOW: duration(DEFAULT_WINDOWS.revisionAnswer, "time to answer a revision request (R19)"),
  CANCELLATION_ANSWER_WINDOW: duration(
    DEFAULT_WINDOWS.cancellationAnswer,
    "time to answer a cancellation request (R21)",
  ),
  DISPUTE_ESCALATION: duration(DEFAULT_WINDOWS.escalation, "from payment to a dispute's escalation (R26)"),
  ORDER_CAP: duration(DEFAULT_WINDOWS.cap, "from payment to the end that every order has (R26)"),
});
export type OrdersConfig = z.output<typeof ordersConfig>;
