import type { FieldDescription } from "@vc/service";
import type { Order } from "../orders/order.ts";

/** What people write with an action, by the name under which the timeline keeps it. */
const WORDS: readonly string[] = ["explanation", "message", "statement", "text"];

/**
 * R42: the order without anything that one of its parties wrote. State, times, amounts and who owed what stay: the
 * order goes on being a record of the sale. Of the seller's listing the hash stays, so that an owner of a copy of the
 * text can still prove it. What the seller delivered as files is the buyer's, and stays.
 *
 * @param fields those of the stored order: the model says which texts go, and who wrote each
 */
export function eraseParty(
  order: Order,
  party: "buyer" | "seller",
  fields: readonly FieldDescription[],
): Order {
  const texts = fields.filter(({ erasure }) => erasure === "emptied" || erasure === "removed");
  const erased = texts.reduce<object>((left, { name, author }) => {
    const isTheirs = (part: Part) => (author === "by" ? part.by : author) === party;
    return without(left, name.replaceAll("[]", "").split("."), isTheirs);
  }, order);
  // Only the values of texts differ.
  const { brief, ...rest } = erased as Order;
  return { ...rest, brief: brief && party === "buyer" ? { ...brief, fileIds: [] } : brief };
}

type Part = Readonly<Record<string, unknown>>;

/** The same with nothing at a path, wherever the part that holds it is a party's. */
function without(value: object, path: readonly string[], isTheirs: (part: Part) => boolean): object {
  if (Array.isArray(value)) return value.map((item) => without(item, path, isTheirs));
  const [name = "", ...rest] = path;
  // A path of the model names fields of the order.
  const part = value as Part;
  const held = part[name];
  if (typeof held === "object" && held !== null && rest.length > 0) {
    return { ...part, [name]: without(held, rest, isTheirs) };
  }
  return rest.length === 0 && isTheirs(part) ? { ...part, [name]: emptied(held) } : part;
}

/** What never was stays away. Of what came with an action only the words go. */
function emptied(held: unknown): unknown {
  if (typeof held === "string") return "";
  if (Array.isArray(held)) return [];
  if (typeof held !== "object" || held === null) return held;
  return Object.fromEntries(
    Object.entries(held).map(([name, given]) => {
      if (WORDS.includes(name)) return [name, ""];
      return [name, name === "links" ? [] : given];
    }),
  );
}
