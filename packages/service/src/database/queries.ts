import { trusted as trust } from "mongoose";

declare const trustedMark: unique symbol;

/**
 * A condition with operators that this code wrote itself. Every other object in a filter is compared as a whole
 * (mongoose's `sanitizeFilter`), so no request can bring an operator of its own into a query.
 */
export type Trusted<Condition> = Condition & { readonly [trustedMark]: true };

/** Marks a condition as written here: `{ state: trusted({ $in: OPEN_STATES }) }`. Never give it what a request brought. */
export function trusted<const Condition extends Operators<unknown>>(
  condition: Condition,
): Trusted<Condition> {
  return trust({ ...condition }) as Trusted<Condition>; // the mark is mongoose's symbol, which has no type
}

interface Operators<Value> {
  readonly $eq?: Value;
  readonly $ne?: Value | null;
  readonly $in?: readonly Value[];
  readonly $nin?: readonly Value[];
  readonly $gt?: Value;
  readonly $gte?: Value;
  readonly $lt?: Value;
  readonly $lte?: Value;
  readonly $exists?: boolean;
  readonly $type?: string;
  readonly $elemMatch?: Readonly<Record<string, unknown>>;
}

/** Of a list, a condition is about each item, or about the list as a whole. */
type Each<Value> = Value extends readonly (infer Item)[] ? Item | Value : Value;

type Condition<Value> = Each<Value> | null | Trusted<Operators<Each<Value>>>;

/** What a path into a part is compared with; the schema says at run time whether there is such a path. */
type PathCondition = string | number | boolean | Date | null | Trusted<Operators<unknown>>;

/** A path into a part of a document, like `ending.at`. */
type Path = `${string}.${string}`;

/** Which documents are meant. A field that the schema does not have is an error at run time, too (`strictQuery`). */
export type Filter<Document> = {
  readonly [Name in keyof Document]?: Condition<Document[Name]>;
} & { readonly [path: Path]: PathCondition } & {
  readonly $or?: readonly Filter<Document>[];
  readonly $and?: readonly Filter<Document>[];
};

type Values<Document> = Partial<Omit<Document, "_id">> & { readonly [path: Path]: unknown };

type Numbers<Document> = {
  readonly [Name in keyof Document as NonNullable<Document[Name]> extends number ? Name : never]?: number;
} & { readonly [path: Path]: number };

type Items<Document> = {
  readonly [Name in keyof Document as NonNullable<Document[Name]> extends readonly unknown[]
    ? Name
    : never]?: NonNullable<Document[Name]> extends readonly (infer Item)[]
    ? Item | { readonly $each: readonly Item[]; readonly $slice?: number }
    : never;
} & { readonly [path: Path]: unknown };

/** What an update changes. Paths and values are checked against the schema before anything is sent. */
export interface Change<Document> {
  readonly $set?: Values<Document>;
  /** Only where the update makes the document. */
  readonly $setOnInsert?: Values<Document> & Partial<Document>;
  readonly $unset?: { readonly [Name in keyof Document]?: "" } & { readonly [path: Path]: "" };
  readonly $inc?: Numbers<Document>;
  readonly $max?: Values<Document>;
  readonly $min?: Values<Document>;
  readonly $push?: Items<Document>;
  readonly $addToSet?: Items<Document>;
  readonly $pull?: Items<Document>;
}
