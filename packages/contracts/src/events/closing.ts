import { z } from "zod";
import { defineEvent } from "../define-event.ts";
import { id } from "../primitives.ts";

/**
 * What a service says to the closing of an account: `open`, there is something that its owner must not leave behind;
 * `nothing_open`, there is nothing now; `clear`, there is nothing and there can be nothing new any more.
 */
const closingAnswer = z.object({
  accountId: id("account"),
  closingId: id("closing"),
  answer: z.enum(["open", "nothing_open", "clear"]),
});

export const OrdersClosingAnswered = defineEvent(
  "orders.closing.answered.v1",
  "Whether an account that is being closed has open orders (R42).",
  closingAnswer,
);

export const PaymentsClosingAnswered = defineEvent(
  "payments.closing.answered.v1",
  "Whether money is owed to or by the owner of an account that is being closed (R42).",
  closingAnswer,
);
