import { type Access, answerOf, type DetailedAnswer, type Endpoint } from "@vc/contracts";
import type {
  ContextConfigDefault,
  FastifyReply,
  FastifyRequest,
  RawReplyDefaultExpression,
  RawRequestDefaultExpression,
  RawServerDefault,
  RouteGenericInterface,
  RouteHandlerMethod,
  RouteShorthandOptions,
} from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import type { Caller } from "./access-tokens.ts";
import type { App } from "./app.ts";

/** The caller that an access rule lets through. */
type CallerOf<Rule extends Access> = Rule extends "public" | "signed_webhook"
  ? null
  : Rule extends "optional"
    ? Caller | null
    : Caller;

type SchemaOf<Each, Part extends string> =
  Each extends Readonly<Record<Part, infer Schema>> ? Schema : undefined;

type AnswerSchema<Given> = Given extends DetailedAnswer ? Given["schema"] : Given;

/** An endpoint's schemas, as Fastify names them. */
interface RouteSchema<Each extends Endpoint> {
  params: SchemaOf<Each, "params">;
  querystring: SchemaOf<Each, "query">;
  headers: SchemaOf<Each, "headers">;
  body: SchemaOf<Each, "body">;
  response: { [Status in keyof Each["answers"]]: AnswerSchema<Each["answers"][Status]> };
}

type RequestOf<Each extends Endpoint> = FastifyRequest<
  RouteGenericInterface,
  RawServerDefault,
  RawRequestDefaultExpression,
  RouteSchema<Each>,
  ZodTypeProvider
> & { readonly caller: CallerOf<Each["access"]> };

type ReplyOf<Each extends Endpoint> = FastifyReply<
  RouteGenericInterface,
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  ContextConfigDefault,
  RouteSchema<Each>,
  ZodTypeProvider
>;

/** What a handler gives back. Nothing is looked at where the answer is empty, or a stream that the handler writes. */
type AnswerOf<Each extends Endpoint> = {
  [Status in keyof Each["answers"]]: Each["answers"][Status] extends { mediaType: "text/event-stream" }
    ? unknown
    : AnswerSchema<Each["answers"][Status]> extends infer Schema extends z.ZodType
      ? Schema extends z.ZodNull
        ? unknown
        : z.output<Schema>
      : never;
}[keyof Each["answers"]];

/** Handles a request of an endpoint: gives its answer, or the reply after sending one, or throws an `HttpProblem`. */
export type EndpointHandler<Each extends Endpoint> = (
  request: RequestOf<Each>,
  reply: ReplyOf<Each>,
) => AnswerOf<Each> | FastifyReply | ReplyOf<Each> | Promise<AnswerOf<Each> | FastifyReply | ReplyOf<Each>>;

/**
 * Adds the route of an endpoint: the only way to add a route of the API. Its status is set before the handler runs,
 * so that a handler gives back nothing but the answer.
 *
 * @param options hooks of the route, and options of plugins
 * @throws Error for an endpoint of another service
 */
export function addEndpoint<const Each extends Endpoint>(
  app: App,
  endpoint: Each,
  handler: EndpointHandler<Each>,
  options: Omit<RouteShorthandOptions, "schema" | "config"> = {},
): void {
  const { params, query, headers, body } = endpoint;
  const { status, schema } = answerOf(endpoint);
  const isEmpty = schema instanceof z.ZodNull;
  // The route is made of the endpoint's schemas, so requests have the types that the handler expects.
  const handle = handler as unknown as RouteHandlerMethod;
  app.route({
    // Hooks are about any request; only the handler knows the types of this route.
    ...(options as object),
    method: endpoint.method,
    url: endpoint.path,
    config: { access: endpoint.access, endpoint },
    schema: {
      ...(params && { params }),
      ...(query && { querystring: query }),
      ...(headers && { headers }),
      ...(body && { body }),
      response: { [status]: schema },
    },
    async handler(request, reply) {
      void reply.code(status);
      const answer = await handle.call(this, request, reply);
      return isEmpty ? null : answer;
    },
  });
}
