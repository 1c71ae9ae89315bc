import { z } from "zod";

/** Kinds of id. An id is a TypeID: the kind, an underscore and 26 characters of a sortable UUID. */
export const ID_KINDS = [
  "account",
  "listing",
  "extra",
  "order",
  "file",
  "payment",
  "refund",
  "withdrawal",
  "exception",
  "conversation",
  "message",
  "review",
  "report",
  "notification",
  "export",
  "closing",
] as const;
export type IdKind = (typeof ID_KINDS)[number];

/** A TypeID of one kind, e.g. `order_01jd…` (https://github.com/jetify-com/typeid). */
export function id(kind: IdKind) {
  return z
    .string()
    .regex(new RegExp(`^${kind}_[0-7][0-9a-hjkmnp-tv-z]{25}$`), `must be an id of the form ${kind}_…`)
    .describe(`id of the kind ${kind}`);
}

/** RFC 3339 time in UTC. */
export const Timestamp = z.iso.datetime();

/** A number in a query, in plain decimal digits: a hexadecimal one, or one with spaces, is no number here. */
export function inQuery<Schema extends z.ZodType>(number: Schema) {
  return z.preprocess(
    (given) => (typeof given === "string" && /^\d{1,12}(?:\.\d{1,6})?$/.test(given) ? Number(given) : given),
    number,
  );
}

/** The only currency of the platform so far. */
export const CURRENCY = "EUR";

/** Integer cents, never negative, and below what a double counts exactly. */
export const Cents = z.int().min(0).max(100_000_000);

/** An amount of money in integer cents. */
export const Money = z.object({ amount: Cents, currency: z.literal(CURRENCY) });
export type Money = z.infer<typeof Money>;

/** Puts the currency to an amount of integer cents. */
export function euros(amountCents: number): Money {
  return { amount: amountCents, currency: CURRENCY };
}

// Ranges rather than \p{Cc}: these patterns stand in the OpenAPI document, and not every reader of it knows classes.
// biome-ignore-start lint/suspicious/noControlCharactersInRegex: they are what is kept out
const LINE = /^[^\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]*$/;
const TEXT = /^[^\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]*$/;
// biome-ignore-end lint/suspicious/noControlCharactersInRegex: they are what is kept out

/** Draws something: no space, no format or control character, nothing that fonts leave blank. */
const VISIBLE = /[^\s\p{Cc}\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}\u2800\u{1d159}]/u;

/** A person sees something where something was asked for. By a refinement: the document cannot say it in every dialect. */
function seen<Schema extends z.ZodString>(schema: Schema, minLength: number): Schema {
  if (minLength === 0) return schema;
  // Of an empty text the length is what is wrong.
  const isSeen = (value: string) => value === "" || VISIBLE.test(value);
  return schema.refine(isSeen, "must hold at least one visible character");
}

/**
 * Text of one line: trimmed, without control characters and separators of lines (they would break e-mail headers and
 * logs), and without those that turn round the direction of whatever is written after them. One that must not be empty
 * holds at least one character that can be seen.
 */
export function line(minLength: number, maxLength: number) {
  const schema = z
    .string()
    .trim()
    .min(minLength)
    .max(maxLength)
    .regex(LINE, "must be one line without control characters");
  return seen(schema, minLength);
}

/**
 * Text of several lines: trimmed, without control characters other than line breaks and tabs. One that must not be empty
 * holds at least one character that can be seen.
 */
export function text(minLength: number, maxLength: number) {
  const schema = z
    .string()
    .trim()
    .min(minLength)
    .max(maxLength)
    .regex(TEXT, "must not contain control characters");
  return seen(schema, minLength);
}
