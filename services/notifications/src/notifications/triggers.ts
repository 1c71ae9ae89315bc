import { accountTriggers } from "./account-triggers.ts";
import { agreementTriggers } from "./agreement-triggers.ts";
import { moneyTriggers } from "./money-triggers.ts";
import { orderTriggers } from "./order-triggers.ts";
import { peopleTriggers } from "./people-triggers.ts";
import type { Trigger } from "./trigger.ts";

/** Every event that causes notifications: for whom, of which kind, with what data. One table, by context. */
export const triggers: readonly Trigger[] = [
  ...orderTriggers,
  ...agreementTriggers,
  ...moneyTriggers,
  ...peopleTriggers,
  ...accountTriggers,
];
