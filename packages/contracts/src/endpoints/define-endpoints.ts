import { z } from "zod";
import { IdempotencyHeaders, OptionalIdempotencyHeaders } from "../http/idempotency.ts";
import { type ProblemCode, problemStatuses } from "../http/problem.ts";
import type { Role } from "../vocabulary.ts";

/**
 * Who may call an endpoint.
 * `public` never looks at a token; `optional` knows the caller where there is one;
 * `signed_webhook` is open to the network and checked by its signature.
 */
export type Access =
  | "public"
  | "optional"
  | "signed_in"
  | "signed_webhook"
  | { readonly roles: readonly Role[] };

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/** A successful answer: its schema, or a schema with its media type and headers. */
export type Answer = z.ZodType | DetailedAnswer;

export interface DetailedAnswer {
  readonly schema: z.ZodType;
  /** Default: `application/json`. */
  readonly mediaType?: string;
  /** What each header says, by its name in lower case. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Set where the header `Range` is answered with 206 and the part. */
  readonly sendsParts?: true;
}

/** What an endpoint says of itself. */
interface EndpointSpec {
  /** The operation id. Default: the name in the list of endpoints. */
  readonly id?: string;
  readonly method: Method;
  /** With parameters in Fastify's form: `/v1/orders/:orderId`. */
  readonly path: `/v1/${string}`;
  readonly access: Access;
  /** The group in the documentation. */
  readonly tag: string;
  readonly summary: string;
  readonly description?: string;
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  readonly headers?: z.ZodObject;
  readonly body?: z.ZodType;
  /** R3: fields of the body that strangers read before an order. Contact details in them are refused. */
  readonly publicWords?: readonly string[];
  /** R3: fields of the body that the other party reads. Contact details in them are masked. */
  readonly partyWords?: readonly string[];
  /** Set where the body is `multipart/form-data` with one file in the field `file`. */
  readonly isUpload?: true;
  /**
   * Set where a bad token does no harm, because people come here to get a new one: the gateway does not check
   * tokens on the endpoint's prefix.
   */
  readonly ignoresBadTokens?: true;
  /** The one successful status with its answer. */
  readonly answers: Readonly<Record<number, Answer>>;
  /** The refusals of this endpoint besides the common ones, see `problemsOf`. */
  readonly problems?: readonly ProblemCode[];
}

/**
 * One operation of the public API: method, path, access, schemas and problems in one object. Routes, the gateway's
 * prefixes, the OpenAPI document and the authorisation table derive from it.
 */
export interface Endpoint extends EndpointSpec {
  readonly id: string;
  readonly service: string;
}

type Defined<Specs> = {
  readonly [Id in keyof Specs]: Specs[Id] & { readonly id: string; readonly service: string };
};

/**
 * Declares endpoints of a service, by name.
 *
 * @throws Error when the parameters of a path are not those of its schema, or a status is not one successful one
 */
export function defineEndpoints<const Specs extends Readonly<Record<string, EndpointSpec>>>(
  service: string,
  specs: Specs,
): Defined<Specs> {
  const defined = Object.entries(specs).map(([name, spec]) => {
    const inPath = [...spec.path.matchAll(/:(\w+)/g)].map(([, name]) => name);
    const inSchema = Object.keys(spec.params?.shape ?? {});
    if (inPath.toSorted().join() !== inSchema.toSorted().join()) {
      throw new Error(`${name}: the path has the parameters ${inPath}, its schema ${inSchema}`);
    }
    const statuses = Object.keys(spec.answers);
    if (statuses.length !== 1 || !/^2\d\d$/.test(statuses[0] ?? "")) {
      throw new Error(`${name}: needs one successful answer and has ${statuses}`);
    }
    return [name, { id: name, ...spec, service }];
  });
  // The entries are those of `specs`; fromEntries forgets which name has which.
  return Object.fromEntries(defined) as Defined<Specs>;
}

/** The status of an endpoint's successful answer, and the answer. */
export function answerOf({ answers }: Endpoint): DetailedAnswer & { readonly status: number } {
  const [entry] = Object.entries(answers);
  if (entry === undefined) throw new Error("an endpoint has no answer");
  const [status, answer] = entry;
  return { status: Number(status), ...(answer instanceof z.ZodType ? { schema: answer } : answer) };
}

/** Whether a repeated request with the same `Idempotency-Key` gets the first answer again. */
export function isIdempotent({ headers }: Pick<Endpoint, "headers">): boolean {
  return headers === IdempotencyHeaders || headers === OptionalIdempotencyHeaders;
}

/** Whether a successful answer of an endpoint can have this status. */
export function declaresSuccess(endpoint: Endpoint, status: number): boolean {
  const answer = answerOf(endpoint);
  return status === answer.status || (status === 206 && answer.sendsParts === true);
}

/** `GET /v1/orders/{orderId}`: the name of an endpoint in documents. */
export function operationOf({ method, path }: Pick<Endpoint, "method" | "path">): string {
  return `${method} ${path.replace(/:(\w+)/g, "{$1}")}`;
}

/** Every refusal of an endpoint: its own, and those that follow from its access rule and input. */
export function problemsOf(endpoint: Endpoint): readonly ProblemCode[] {
  const { access, path, problems = [] } = endpoint;
  const isOpen = access === "public" || access === "signed_webhook";
  const common: ProblemCode[] = [
    "invalid_request",
    ...(isOpen ? [] : (["unauthenticated"] as const)),
    ...(typeof access === "object" ? (["forbidden"] as const) : []),
    ...(path.includes(":") ? (["not_found", "uri_too_long"] as const) : []),
    ...(isIdempotent(endpoint) ? (["idempotency_conflict", "idempotency_key_reused"] as const) : []),
    "payload_too_large",
    "unsupported_media_type",
    "too_many_requests",
    "internal_error",
    "unavailable",
  ];
  return [...new Set([...problems, ...common])];
}

/** Whether an endpoint declares a problem with this code and status. */
export function declaresProblem(endpoint: Endpoint, code: ProblemCode, status: number): boolean {
  return problemStatuses[code] === status && problemsOf(endpoint).includes(code);
}
