import { accountOccasions } from "./account-occasions.ts";
import { agreementOccasions } from "./agreement-occasions.ts";
import { moneyOccasions } from "./money-occasions.ts";
import type { Occasion } from "./occasion.ts";
import { orderOccasions } from "./order-occasions.ts";
import { peopleOccasions } from "./people-occasions.ts";

/** Every event that somebody is told of: whom, of which kind, with what data. The one table of it, by context. */
export const occasions: readonly Occasion[] = [
  ...orderOccasions,
  ...agreementOccasions,
  ...moneyOccasions,
  ...peopleOccasions,
  ...accountOccasions,
];
