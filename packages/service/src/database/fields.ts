import { Schema } from "mongoose";

/** Options of every schema, of documents and of what is in them: nothing unknown is stored, nothing is added. */
export const schemaOptions = {
  strict: "throw",
  strictQuery: "throw",
  versionKey: false,
  minimize: false,
  autoIndex: false,
  autoCreate: false,
  id: false,
  _id: false,
} as const;

/** What account closing (R42) does with what a field holds. */
export type Erasure =
  /** Set to an empty text. */
  | "emptied"
  /** Removed from its document, which stays. */
  | "removed"
  /** Goes with its document. */
  | "deleted with the document"
  /** Stays; the model's `erasure` says why. */
  | "kept"
  /** Holds nothing that a person wrote or that tells who a person is. */
  | "not personal";

/**
 * One field of a stored document: mongoose's definition of its path, and the type of its value.
 * A field is there and not null, if it is neither `nullable` nor `optional`.
 */
export interface Field<Value, IsOptional extends boolean = false> {
  /** What mongoose makes a path of: https://mongoosejs.com/docs/schematypes.html */
  readonly path: Readonly<Record<string, unknown>>;
  readonly isOptional: IsOptional;
  /** Only a type: what the field holds. */
  readonly holds?: Value;
}

export type Fields = Readonly<Record<string, Field<unknown, boolean>>>;

export type ValueOf<F> = F extends Field<infer Value, boolean> ? Value : never;

type OptionalNames<F extends Fields> = {
  [Name in keyof F]: F[Name] extends Field<unknown, true> ? Name : never;
}[keyof F];

/** The type of what has these fields. */
export type Holding<F extends Fields> = {
  readonly [Name in Exclude<keyof F, OptionalNames<F>>]: ValueOf<F[Name]>;
} & { readonly [Name in OptionalNames<F>]?: ValueOf<F[Name]> };

/** mongoose converts what it is given unless a path forbids it: `cast: false` refuses a number where a text belongs. */
function field<Value>(path: Readonly<Record<string, unknown>>): Field<Value> {
  return { path: { required: true, cast: false, ...path }, isOptional: false };
}

// Without this, mongoose refuses an empty text where one is required. An erased text is empty (R42).
Schema.Types.String.checkRequired((value: unknown) => typeof value === "string");

/** The id of an account, an order …, or what stands in its place. Stripe's have up to 255 characters. */
export function id(of: string): Field<string> {
  return field({ type: String, minLength: 1, maxLength: 500, refersTo: of });
}

/**
 * Text that a person wrote, or that tells who a person is.
 *
 * @param options.max the most characters; what R42 does with it has to be stated
 * @param options.author who wrote it, where several people write in one document: a part that they play in it, or the
 *   field beside it that names the part
 */
export function text(options: {
  max: number;
  personal: Erasure;
  author?: string;
  match?: RegExp;
}): Field<string> {
  const { max, personal, author, match } = options;
  return field({
    type: String,
    maxLength: max,
    personal,
    ...(author && { author }),
    ...(match && { match }),
  });
}

/** Text that a program made: a hash, a place in a list, a name of a currency. */
export function code({ max = 500 }: { max?: number } = {}): Field<string> {
  return field({ type: String, maxLength: max });
}

/** One of a list of values, mostly of the contracts. */
export function oneOf<const Value extends string | number>(values: readonly Value[]): Field<Value> {
  return field({ type: typeof values[0] === "number" ? Number : String, enum: values });
}

const wholeNumber = { validator: Number.isSafeInteger, message: "is not a whole number" };

/** A whole number; cents are one. */
export function whole({ min, max }: { min?: number; max?: number } = {}): Field<number> {
  return field({
    type: Number,
    validate: wholeNumber,
    isWhole: true,
    ...(min !== undefined && { min }),
    ...(max !== undefined && { max }),
  });
}

/** A number that need not be whole: a mean, a share. */
export function decimal({ min, max }: { min?: number; max?: number } = {}): Field<number> {
  return field({ type: Number, ...(min !== undefined && { min }), ...(max !== undefined && { max }) });
}

/** A point in time. */
export function moment(): Field<Date> {
  return field({ type: Date });
}

export function flag(): Field<boolean> {
  return field({ type: Boolean });
}

/** Whatever JSON has, for what other code gives a shape. Nothing inside is checked, and nothing can be asked of it. */
export function json<Value = unknown>(options: { personal: Erasure; author?: string }): Field<Value> {
  return { path: { type: Schema.Types.Mixed, required: true, ...options }, isOptional: false };
}

/** Several of a kind. `max`: the most that there can be, where something bounds it. */
export function list<Value>(of: Field<Value>, { max }: { max?: number } = {}): Field<readonly Value[]> {
  return field({
    type: [of.path],
    castNonArrays: false,
    // By default, mongoose adds an empty list to a document that an upsert makes.
    default: undefined,
    ...(max !== undefined && {
      max,
      validate: {
        validator: (items: readonly unknown[]) => items.length <= max,
        message: `holds more than ${max}`,
      },
    }),
  });
}

/** A part with fields of its own. */
export function object<F extends Fields>(fields: F): Field<Holding<F>> {
  return { path: { type: schemaOf(fields), required: true }, isOptional: false };
}

/**
 * A part that comes in several forms; the field `key` says which it is.
 *
 * @param shared what every form has: only this can be asked for by a path like `ending.at`
 */
export function variants<
  const Key extends string,
  Shared extends Fields,
  Forms extends Readonly<Record<string, Fields>>,
>(
  key: Key,
  shared: Shared,
  forms: Forms,
): Field<
  {
    [Name in keyof Forms]: { readonly [K in Key]: Name } & Holding<Shared> & Holding<Forms[Name]>;
  }[keyof Forms]
> {
  const base = schemaOf({ [key]: oneOf(Object.keys(forms)), ...shared }, { discriminatorKey: key });
  const discriminators = Object.fromEntries(
    Object.entries(forms).map(([name, fields]) => [name, schemaOf(fields)]),
  );
  return { path: { type: base, required: true, discriminators }, isOptional: false };
}

/** Named values of one kind: names are data here, not fields. */
export function record<Value>(of: Field<Value>): Field<Readonly<Record<string, Value>>> {
  return field({ type: Map, of: of.path });
}

/** There, and may be `null`. */
export function nullable<Value>(of: Field<Value>): Field<Value | null> {
  return { path: { ...of.path, required: false, nullable: true }, isOptional: false };
}

/** May be missing. */
export function optional<Value>(of: Field<Value>): Field<Value, true> {
  return { path: { ...of.path, required: false, optional: true }, isOptional: true };
}

/**
 * A field that documents from before it do not have: they are read as if they held `value`, and new ones are
 * written with it. A filter does not see it in old documents: where one asks for it, write a migration instead.
 */
export function absentMeans<Value>(value: Value, of: Field<Value>): Field<Value> {
  return { ...of, path: { ...of.path, absentMeans: value, hasMeaningWhenAbsent: true } };
}

export function schemaOf(fields: Fields, options: Readonly<Record<string, unknown>> = {}): Schema {
  const paths = Object.entries(fields).map(([name, { path }]) => [name, path]);
  return new Schema(Object.fromEntries(paths), { ...schemaOptions, ...options });
}
