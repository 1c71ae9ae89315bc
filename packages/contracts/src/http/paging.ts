import { z } from "zod";

/** Query of every list: `?limit=20&cursor=…`. The cursor is opaque; it comes from the page before. */
export const PageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(100).default(20),
  cursor: z.string().max(500).optional(),
});
export type PageQuery = z.infer<typeof PageQuery>;

/** Answer of every list: one page and the way to the next, `null` at the end. */
export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item), nextCursor: z.string().nullable() });
}
