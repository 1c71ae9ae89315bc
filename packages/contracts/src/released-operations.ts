import { z } from "zod";

/** A JSON Schema, as far as it is compared here. */
type JsonSchema = Readonly<Record<string, unknown>>;

const Schema = z.record(z.string(), z.unknown());
const Content = z.record(z.string(), z.object({ schema: Schema.default({}) }));

/** The part of an OpenAPI document that clients rely on. */
const Document = z.object({
  paths: z.record(
    z.string(),
    z.record(
      z.string(),
      z.object({
        parameters: z
          .array(z.object({ in: z.string(), name: z.string(), required: z.boolean(), schema: Schema }))
          .default([]),
        requestBody: z.object({ required: z.boolean().default(false), content: Content }).optional(),
        responses: z.record(z.string(), z.object({ content: Content.default({}) })),
        security: z.unknown().optional(),
      }),
    ),
  ),
  components: z.object({ schemas: z.record(z.string(), Schema) }),
});

/** One operation without its prose: what a client that is in use sends and reads. */
interface Operation {
  readonly security?: unknown;
  /** By place and name, e.g. `query limit`. */
  readonly parameters: Readonly<Record<string, { readonly required: boolean; readonly schema: JsonSchema }>>;
  readonly body?: { readonly required: boolean; readonly content: Readonly<Record<string, JsonSchema>> };
  /** Of every successful status: the schema of each media type. */
  readonly answers: Readonly<Record<string, Readonly<Record<string, JsonSchema>>>>;
  /** The statuses of problems; the form of all is the schema `Problem`. */
  readonly refusals: readonly string[];
}

/** Every operation by method and path, with the schemas that they share. */
export interface Operations {
  readonly operations: Readonly<Record<string, Operation>>;
  readonly schemas: Readonly<Record<string, JsonSchema>>;
}

/** Keywords that say nothing about the data. */
const PROSE: readonly string[] = ["title", "description", "examples", "summary"];

/** Reads the operations off an OpenAPI document. */
export function operationsOf(openApi: unknown): Operations {
  const { paths, components } = Document.parse(openApi);
  const named = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => {
      const { parameters, requestBody, responses, security } = operation;
      const isSuccess = ([status]: readonly [string, unknown]) => status.startsWith("2");
      const answers = Object.entries(responses).filter(isSuccess);
      const read: Operation = {
        ...(security === undefined ? {} : { security }),
        parameters: Object.fromEntries(
          parameters.map(({ in: place, name, required, schema }) => [
            `${place} ${name}`,
            { required, schema: withoutProse(schema) },
          ]),
        ),
        ...(requestBody && {
          body: { required: requestBody.required, content: schemasOf(requestBody.content) },
        }),
        answers: Object.fromEntries(answers.map(([status, { content }]) => [status, schemasOf(content)])),
        refusals: Object.keys(responses).filter((status) => !isSuccess([status, null])),
      };
      return [`${method.toUpperCase()} ${path}`, read] as const;
    }),
  );
  return {
    operations: Object.fromEntries(named),
    schemas: Object.fromEntries(
      Object.entries(components.schemas).map(([name, schema]) => [name, withoutProse(schema)]),
    ),
  };
}

function schemasOf(content: z.output<typeof Content>): Record<string, JsonSchema> {
  return Object.fromEntries(
    Object.entries(content).map(([mediaType, { schema }]) => [mediaType, withoutProse(schema)]),
  );
}

/** A schema whose fields may be named like keywords: only keywords of prose are left out. */
function withoutProse(schema: JsonSchema): JsonSchema {
  const cleaned = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(cleaned);
    return isSchema(value) ? withoutProse(value) : value;
  };
  return Object.fromEntries(
    Object.entries(schema)
      .filter(([keyword]) => !PROSE.includes(keyword))
      .map(([keyword, value]) => [
        keyword,
        keyword === "properties" && isSchema(value)
          ? Object.fromEntries(Object.entries(value).map(([name, field]) => [name, cleaned(field)]))
          : cleaned(value),
      ]),
  );
}

/** What a schema is for: a client in use goes on sending the old form, and goes on reading it. */
type Direction = "request" | "response";

/** Both sides of a comparison, for following references. */
interface Sides {
  readonly released: Operations["schemas"];
  readonly current: Operations["schemas"];
}

/**
 * Compares the present operations with the released ones. Additions are fine: an operation, a status, a way to authorise, an optional field
 * or parameter of a request, a field of an answer, one more value of an enumeration, the values that a text of an
 * answer has (docs/api-conventions.md).
 *
 * @returns one sentence for each loss or change; none when every client in use goes on working
 */
export function operationBreaks(released: Operations, current: Operations): string[] {
  const sides = { released: released.schemas, current: current.schemas };
  return Object.entries(released.operations).flatMap(([name, before]) => {
    const now = current.operations[name];
    if (now === undefined) return [`${name}: is gone`];
    return [
      ...(isStillLetIn(before, now) ? [] : [`${name}: security has changed`]),
      ...parameterBreaks(name, before, now, sides),
      ...bodyBreaks(name, before, now, sides),
      ...Object.entries(before.answers).flatMap(([status, content]) => {
        const answer = now.answers[status];
        if (answer === undefined) return [`${name}: the status ${status} is gone`];
        return contentBreaks(`${name} ${status}`, content, answer, "response", sides);
      }),
      ...before.refusals
        .filter((status) => !now.refusals.includes(status))
        .map((status) => `${name}: the status ${status} is gone`),
    ];
  });
}

/** Whether every way to authorise that was released is still one; another one beside it harms no client. */
function isStillLetIn(before: Operation, now: Operation): boolean {
  if (!Array.isArray(before.security) || !Array.isArray(now.security)) {
    return canonical(before.security) === canonical(now.security);
  }
  const ways = new Set(now.security.map(canonical));
  return before.security.every((way) => ways.has(canonical(way)));
}

function parameterBreaks(name: string, before: Operation, now: Operation, sides: Sides): string[] {
  const lost = Object.entries(before.parameters).flatMap(([parameter, { required, schema }]) => {
    const present = now.parameters[parameter];
    if (present === undefined) return [`${name}: the parameter ${parameter} is gone`];
    return [
      ...(present.required && !required ? [`${name}: the parameter ${parameter} is required now`] : []),
      ...schemaBreaks(schema, present.schema, "request", `${name} ${parameter}`, sides),
    ];
  });
  const demanded = Object.entries(now.parameters)
    .filter(([parameter, { required }]) => required && before.parameters[parameter] === undefined)
    .map(([parameter]) => `${name}: the parameter ${parameter} is new and required`);
  return [...lost, ...demanded];
}

function bodyBreaks(name: string, before: Operation, now: Operation, sides: Sides): string[] {
  if (before.body === undefined) return now.body?.required ? [`${name}: a body is required now`] : [];
  if (now.body === undefined) return [`${name}: the body is gone`];
  return [
    ...(now.body.required && !before.body.required ? [`${name}: the body is required now`] : []),
    ...contentBreaks(`${name} body`, before.body.content, now.body.content, "request", sides),
  ];
}

function contentBreaks(
  path: string,
  before: Readonly<Record<string, JsonSchema>>,
  now: Readonly<Record<string, JsonSchema>>,
  direction: Direction,
  sides: Sides,
): string[] {
  return Object.entries(before).flatMap(([mediaType, schema]) => {
    const present = now[mediaType];
    if (present === undefined) return [`${path}: the media type ${mediaType} is gone`];
    return schemaBreaks(schema, present, direction, path, sides);
  });
}

function schemaBreaks(
  before: JsonSchema,
  now: JsonSchema,
  direction: Direction,
  path: string,
  sides: Sides,
): string[] {
  const [released, current] = [resolve(before, sides.released), resolve(now, sides.current)];
  if (direction === "response" && namesTheValues(released, current)) return [];
  const keywords = new Set([...Object.keys(released), ...Object.keys(current)]);
  return [...keywords].flatMap((keyword): string[] => {
    const [was, is] = [released[keyword], current[keyword]];
    if (keyword === "properties") return propertyBreaks(released, current, direction, path, sides);
    if (keyword === "required") return requiredBreaks(was, is, direction, path);
    if (keyword === "enum" && Array.isArray(was) && Array.isArray(is)) {
      const lost = was.filter((value) => !is.includes(value));
      return lost.map((value) => `${path}: the value ${String(value)} is gone`);
    }
    if (isSchema(was) && isSchema(is)) {
      // Names are texts, whether it is said or not.
      const implied = keyword === "propertyNames" ? { type: "string" } : {};
      const at = keyword === "items" ? `${path}[]` : path;
      return schemaBreaks({ ...implied, ...was }, { ...implied, ...is }, direction, at, sides);
    }
    if (areSchemas(was) && areSchemas(is) && was.length === is.length) {
      return was.flatMap((each, index) => schemaBreaks(each, is[index] ?? {}, direction, path, sides));
    }
    if (canonical(was) === canonical(is)) return [];
    return [`${path}: ${keyword} was ${canonical(was)} and is ${canonical(is)}`];
  });
}

/** Whether a text became one of named texts, `null` staying possible where it was: who reads any text reads these. */
function namesTheValues(released: JsonSchema, current: JsonSchema): boolean {
  const { type: was, maxLength: _bound, ...others } = released;
  if (Object.keys(others).length > 0) return false;
  const isNamed = ({ type, enum: values, const: value }: JsonSchema) =>
    type === "string" && (Array.isArray(values) || value !== undefined);
  if (was === "string") return isNamed(current);
  if (canonical(was) !== '["string","null"]' || !areSchemas(current.anyOf)) return false;
  const [text, nothing, ...more] = current.anyOf;
  return text !== undefined && isNamed(text) && nothing?.type === "null" && more.length === 0;
}

function propertyBreaks(
  released: JsonSchema,
  current: JsonSchema,
  direction: Direction,
  path: string,
  sides: Sides,
): string[] {
  const before = isSchema(released.properties) ? released.properties : {};
  const now = isSchema(current.properties) ? current.properties : {};
  return Object.entries(before).flatMap(([name, schema]) => {
    const present = now[name];
    const field = `${path}.${name}`;
    if (present === undefined) return [`${field}: is gone`];
    if (isSchema(schema) && isSchema(present)) {
      return schemaBreaks(schema, present, direction, field, sides);
    }
    // `false` says that the field may not be there.
    return canonical(schema) === canonical(present) ? [] : [`${field}: has changed`];
  });
}

/** A request may not demand more than before, an answer not promise less. */
function requiredBreaks(was: unknown, is: unknown, direction: Direction, path: string): string[] {
  const [before, now] = [namesIn(was), namesIn(is)];
  return direction === "request"
    ? now.filter((name) => !before.includes(name)).map((name) => `${path}.${name}: is required now`)
    : before.filter((name) => !now.includes(name)).map((name) => `${path}.${name}: may be missing now`);
}

function namesIn(required: unknown): readonly unknown[] {
  return Array.isArray(required) ? required : [];
}

const REF = "#/components/schemas/";

function resolve(schema: JsonSchema, schemas: Operations["schemas"]): JsonSchema {
  const { $ref } = schema;
  if (typeof $ref !== "string") return schema;
  const found = schemas[$ref.replace(REF, "")];
  if (found === undefined) throw new Error(`${$ref} leads to no schema`);
  return resolve(found, schemas);
}

function isSchema(value: unknown): value is JsonSchema {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function areSchemas(value: unknown): value is readonly JsonSchema[] {
  return Array.isArray(value) && value.every(isSchema);
}

function canonical(value: unknown): string {
  return value === undefined ? "absent" : JSON.stringify(value);
}
