import { Error as MongooseError, type Schema, type SchemaType } from "mongoose";

const { StrictModeError, ValidationError, ValidatorError } = MongooseError;

/**
 * Checks a whole document against its schema.
 *
 * @throws StrictModeError for a field that the schema does not have, ValidationError for everything else
 */
export type DocumentCheck = (document: object) => void;

type Check = (value: unknown, path: string) => void;

/** The parts of mongoose's schema types that its declarations leave out. */
interface SchemaTypeParts {
  readonly schema?: Schema;
  readonly embeddedSchemaType?: SchemaType;
  readonly $__schemaType?: SchemaType;
  cast(value: unknown): unknown;
}

/** A validator as mongoose makes it of a path's options. Ours answer at once, and `match` makes a function, too. */
interface Validator {
  readonly type: string;
  readonly validator: (value: unknown) => boolean;
  readonly message?: unknown;
  readonly enumValues?: readonly unknown[];
  readonly min?: unknown;
  readonly max?: unknown;
  readonly minlength?: unknown;
  readonly maxlength?: unknown;
  readonly regexp?: unknown;
}

/**
 * Makes the check of whole documents, once for a model.
 *
 * mongoose validates a document by making one of its own of it, with a change log in every part: for an order of 19 kB
 * that takes 3 ms, longer than everything else about its write. This walks the plain value and asks the same schema
 * types and validators, and takes 2 % of that (docs/stored-documents.md). It converts nothing.
 */
export function documentCheck(schema: Schema): DocumentCheck {
  const check = partCheck(schema);
  return (document) => check(document, "");
}

/** The check of one field's value, for what an update changes. */
export function fieldCheckOf(type: SchemaType, path: string): (value: unknown) => void {
  const check = fieldCheck(type);
  return (value) => check(value, path);
}

/** The check of one more item of a list. */
export function itemCheckOf(type: SchemaType, path: string): (value: unknown) => void {
  const { embeddedSchemaType } = type as SchemaType & SchemaTypeParts; // read by mongoose's plugins
  if (embeddedSchemaType === undefined) return () => refuse(path, "update", "is not a list");
  return fieldCheckOf(embeddedSchemaType, path);
}

function partCheck(schema: Schema): Check {
  const checks = new Map<string, Check>();
  schema.eachPath((name, type) => {
    // A map's values have a path of their own beside it; its own check looks at them.
    if (!name.endsWith(".$*")) checks.set(name, fieldCheck(type));
  });
  const required = [...checks].filter(([name]) => !schema.path(name).options.optional);
  return (value, path) => {
    if (!isPlain(value)) refuse(path, "cast", "is not an object");
    let known = 0;
    for (const name in value) {
      const inner = value[name];
      const check = checks.get(name);
      if (check === undefined) throw new StrictModeError(join(path, name));
      known++;
      check(inner, path === "" ? name : `${path}.${name}`);
    }
    if (known >= checks.size) return;
    for (const [name] of required) {
      if (value[name] === undefined) refuse(join(path, name), "required", "is missing");
    }
  };
}

function fieldCheck(type: SchemaType): Check {
  const { nullable, optional } = type.options;
  const inner = valueCheck(type);
  // mongoose makes them of the options of a path; its type leaves out what they are made of.
  const validators = type.validators.filter(({ type: kind }) => kind !== "required") as Validator[];
  return (value, path) => {
    if (value === null && nullable) return;
    // The driver leaves a field out that is undefined.
    if (value === undefined && optional) return;
    if (value === undefined || value === null) refuse(path, "required", "is missing");
    inner(value, path);
    for (const each of validators) {
      if (!each.validator(value)) refuse(path, each.type, whatIsWrong(each));
    }
  };
}

function valueCheck(type: SchemaType): Check {
  const parts = type as SchemaType & SchemaTypeParts; // documented nowhere, and read by mongoose's plugins
  if (type.instance === "Mixed") return () => {};
  if (type.instance === "Array" || type.instance === "DocumentArray") {
    if (parts.embeddedSchemaType === undefined) throw new Error(`${type.path} is a list of nothing`);
    const item = fieldCheck(parts.embeddedSchemaType);
    return (value, path) => {
      if (!Array.isArray(value)) return refuse(path, "cast", "is not a list");
      for (let index = 0; index < value.length; index++) item(value[index], `${path}.${index}`);
    };
  }
  if (parts.schema !== undefined) return formCheck(parts.schema);
  if (parts.$__schemaType !== undefined) {
    const item = fieldCheck(parts.$__schemaType);
    return (value, path) => {
      if (!isPlain(value)) return refuse(path, "cast", "is not an object");
      for (const name in value) item(value[name], `${path}.${name}`);
    };
  }
  return (value, path) => {
    try {
      parts.cast(value);
    } catch {
      refuse(path, "cast", `is not a ${type.instance}`);
    }
  };
}

/** A part with fields, in whichever of its forms it is. */
function formCheck(schema: Schema): Check {
  const plain = partCheck(schema);
  const key = schema.get("discriminatorKey");
  const forms = new Map(
    Object.entries(schema.discriminators ?? {}).map(([name, form]) => [name, partCheck(form)]),
  );
  if (forms.size === 0 || key === undefined) return plain;
  return (value, path) => {
    const form = isPlain(value) ? forms.get(String(value[key])) : undefined;
    (form ?? plain)(value, path);
  };
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Date);
}

const join = (path: string, name: string) => (path === "" ? name : `${path}.${name}`);

/** The value itself stays out of messages: errors are logged, and people's words do not belong there. */
function whatIsWrong({
  type,
  message,
  enumValues,
  min,
  max,
  minlength,
  maxlength,
  regexp,
}: Validator): string {
  switch (type) {
    case "enum":
      return `is none of ${enumValues?.join(", ")}`;
    case "min":
      return `is less than ${min}`;
    case "max":
      return `is more than ${max}`;
    case "minlength":
      return `is shorter than ${minlength} characters`;
    case "maxlength":
      return `is longer than ${maxlength} characters`;
    case "regexp":
      return `does not match ${regexp}`;
    default:
      return String(message);
  }
}

/** @throws ValidationError */
export function refuse(path: string, type: string, what: string): never {
  const error = new ValidationError();
  error.addError(path, new ValidatorError({ path, type, message: `${path} ${what}` }));
  throw error;
}
