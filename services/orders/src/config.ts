import { filesConfig, policyTimeScale, storedConfig } from "@vc/service";
import { z } from "zod";
import { defaultWindows, durationMs } from "./orders/policy.ts";

function duration(byDefault: string, description: string) {
  return z.iso
    .duration()
    .refine((iso) => durationMs(iso) > 0, "must be longer than nothing")
    .default(byDefault)
    .describe(`${description}, ISO 8601`);
}

function durations(byDefault: string, description: string) {
  return z
    .string()
    .refine(
      (list) =>
        list.split(",").every((iso) => z.iso.duration().safeParse(iso).success && durationMs(iso) > 0),
      "must be ISO 8601 durations with commas between them",
    )
    .default(byDefault)
    .describe(`${description}, ISO 8601 with commas between`);
}

export const ordersConfig = storedConfig.extend({
  ...filesConfig,
  CLOSING_GRACE: duration(
    "PT2M",
    "from hearing that an account is to be closed to saying that no order of it can be open (R42); longer than any transaction",
  ),
  POLICY_TIME_SCALE: policyTimeScale,
  PAYMENT_WINDOW: duration(defaultWindows.payment, "time to pay a placed order (R8); never divided"),
  ACCEPTANCE_WINDOW: duration(defaultWindows.acceptance, "time to accept or refuse a paid order (R9)"),
  DELIVERY_DAY: duration(defaultWindows.deliveryDay, "length of one day of delivery time (R13)"),
  COMPLETION_WINDOW: duration(
    defaultWindows.completion,
    "time to answer a delivery or a refused revision (R16, R20)",
  ),
  REVISION_ANSWER_WINDOW: duration(defaultWindows.revisionAnswer, "time to answer a revision request (R19)"),
  CANCELLATION_ANSWER_WINDOW: duration(
    defaultWindows.cancellationAnswer,
    "time to answer a cancellation request (R21)",
  ),
  DISPUTE_ESCALATION: duration(defaultWindows.escalation, "from payment to a dispute's escalation (R26)"),
  ORDER_CAP: duration(defaultWindows.cap, "from payment to the end that every order has (R26)"),
  ANSWER_REMINDERS: durations(
    defaultWindows.answerReminders,
    "how long before the end of the seller's time to answer they are reminded (R39)",
  ),
  DELIVERY_REMINDERS: durations(
    defaultWindows.deliveryReminders,
    "how long before the due date the seller is reminded (R39)",
  ),
  COMPLETION_REMINDERS: durations(
    defaultWindows.completionReminders,
    "how long before completion by silence the buyer is reminded (R16)",
  ),
});
export type OrdersConfig = z.output<typeof ordersConfig>;
