import type { IdKind } from "@vc/contracts";
import { typeid } from "typeid-js";

/** Makes a new id of a kind, e.g. `order_01jd…`. Ids made later sort after earlier ones (UUIDv7). */
export function newId(kind: IdKind): string {
  return typeid(kind).toString();
}
