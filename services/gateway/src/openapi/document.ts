import type { OpenApiDocument } from "@vc/http";

/** A JSON Schema as documents hold it. */
export interface Schema {
  readonly [keyword: string]: unknown;
  readonly type?: string;
  /** `false`: one that must not be given. */
  readonly properties?: Readonly<Record<string, Schema | false>>;
  readonly required?: readonly string[];
  readonly oneOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly items?: Schema;
  readonly not?: Schema;
  readonly description?: string;
}

/** A body in one media type. */
interface MediaType {
  schema: Schema;
  example?: unknown;
}

interface Parameter {
  readonly in: string;
  readonly name: string;
  readonly required?: boolean;
  readonly schema: Schema;
  example?: unknown;
}

export interface Response {
  description: string;
  headers?: Record<string, object>;
  content?: Record<string, MediaType>;
}

export interface Operation {
  readonly operationId: string;
  summary: string;
  description?: string;
  readonly tags: readonly string[];
  security?: readonly object[];
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Record<string, MediaType> };
  readonly responses: Record<string, Response>;
}

/** The document while it is made ready for its readers. */
export interface Draft {
  info: object;
  tags: readonly object[];
  readonly paths: Record<string, Record<string, Operation>>;
  readonly components: { readonly schemas: Record<string, Schema>; headers?: Record<string, object> };
}

/** A copy that can be changed. What @vc/http calls a document says less of it than it holds. */
export const draftOf = (document: OpenApiDocument): Draft => structuredClone(document) as unknown as Draft;

/** Every operation, in the order of the document. */
export const operationsOf = ({ paths }: Draft): Operation[] => Object.values(paths).flatMap(Object.values);

export const isSchema = (value: unknown): value is Schema =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** A value with every object in it rewritten, the inner ones first. */
export function rewritten(value: unknown, rewrite: (schema: Schema) => Schema): unknown {
  if (Array.isArray(value)) return value.map((item) => rewritten(item, rewrite));
  if (!isSchema(value)) return value;
  return rewrite(
    Object.fromEntries(Object.entries(value).map(([keyword, inner]) => [keyword, rewritten(inner, rewrite)])),
  );
}

/** `resolveDispute` and `refund` make `ResolveDisputeRefund`. */
export const nameOf = (...words: readonly string[]): string =>
  words
    .flatMap((word) => word.split(/[^\p{L}\p{N}]+/u))
    .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))
    .join("");

export const refTo = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` });
