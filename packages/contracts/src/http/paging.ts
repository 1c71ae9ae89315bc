import { z } from "zod";
import { inQuery } from "../primitives.ts";

/** Query of every list: `?limit=20&cursor=…`. The cursor is opaque; it comes from the page before. */
export const PageQuery = z.object({
  limit: inQuery(z.int().min(1).max(100).default(20)),
  cursor: z.string().max(500).optional(),
});
export type PageQuery = z.infer<typeof PageQuery>;

/** What `z.stringbool` takes, for the OpenAPI document. */
const YES_AND_NO = ["true", "1", "yes", "on", "y", "enabled", "false", "0", "no", "off", "n", "disabled"];

/** A truth value in a query. */
export const YesOrNo = z.stringbool().meta({ enum: YES_AND_NO });

/** How much of each item a list shows: all, or what fits on a card. Both have the same form. */
export const View = z.enum(["whole", "card"]).default("whole");

/** Answer of every list: one page and the way to the next, `null` at the end. */
export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item), nextCursor: z.string().nullable() });
}
