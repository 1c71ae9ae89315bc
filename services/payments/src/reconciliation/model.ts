import {
  code,
  type DocumentOf,
  defineModel,
  flag,
  id,
  list,
  moment,
  nullable,
  object,
  oneOf,
  whole,
} from "@vc/service";
import { DIFFERENCE_KINDS } from "./compare.ts";
import { RECONCILIATION_STATES } from "./lifecycle.ts";

/** What a comparison finds, of a day that is over and of one that is half done. */
const findings = {
  differences: list(
    object({
      kind: oneOf(DIFFERENCE_KINDS),
      stripeId: id("Stripe object"),
      accountId: nullable(id("account")),
      type: nullable(code()),
      oursCents: whole(),
      theirsCents: whole(),
      entryIds: list(code({ max: 1_000 })),
    }),
  ),
  bookedCount: whole({ min: 0 }),
  entryCount: whole({ min: 0 }),
  others: list(object({ type: code(), count: whole({ min: 0 }), netCents: whole() })),
};

export const reconciliationModel = defineModel({
  collection: "reconciliations",
  holds: "A day, compared with what Stripe booked on it (R31).",
  fields: {
    /** The day in UTC: `2026-03-01`. */
    _id: code(),
    state: oneOf(RECONCILIATION_STATES),
    checkedAt: nullable(moment()),
    ...findings,
    /** How far the comparison has come: a process that takes over goes on there. */
    progress: nullable(
      object({ ...findings, isPlatformDone: flag(), afterAccountId: nullable(id("account")) }),
    ),
    /** The work queue's: when it may be taken (next; `null`: not any more), and who took it last. */
    nextAt: nullable(moment()),
    takenBy: nullable(code()),
  },
  indexes: [{ key: { nextAt: 1 }, for: "the work queue" }],
  shardKey: "_id",
  erasure: "Nothing: it holds ids and amounts.",
});
export type ReconciliationDocument = DocumentOf<typeof reconciliationModel>;
