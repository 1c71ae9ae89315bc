import { typeid } from "typeid-js";

/**
 * A TypeID: the prefix and a UUIDv7 in base 32, e.g. `evt_01jd…`. Ids of one process sort in the order of their making,
 * also within a millisecond, so the outbox is read in the order in which it was written.
 */
export function sortableId(prefix: string): string {
  return typeid(prefix).toString();
}
