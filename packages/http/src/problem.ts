import { answerOf, Problem, type ProblemCode, type ProblemExtra } from "@vc/contracts";
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { hasZodFastifySchemaValidationErrors, isResponseSerializationError } from "fastify-type-provider-zod";
import { NEVER_KEPT } from "./caching.ts";
import { localeOf, PROBLEM_PAGE_POLICY, problemPage } from "./problem-page.ts";

export const PROBLEM_MEDIA_TYPE = "application/problem+json";

/**
 * On a 503 of a service that cannot work at all: its database is away, or it has too much to do. A 503 without it is about
 * one request, such as a payment while the payment provider is away. The gateway tells them apart and drops the header.
 */
export const SERVICE_UNAVAILABLE_HEADER = "x-service-unavailable";

/** Titles of statuses; the `code` says precisely what happened. */
const titles: Record<number, string> = {
  400: "The request is not valid",
  401: "You are not signed in",
  402: "Payment required",
  403: "Your role does not allow this",
  404: "There is no such thing here",
  405: "This cannot be done here",
  409: "This is not possible now",
  412: "It has changed in the meantime",
  413: "That is too large",
  415: "That type of content is not accepted",
  416: "There is no such part of it",
  422: "The request cannot be processed",
  429: "Too many requests",
  431: "The headers are too large",
  500: "Something broke on our side",
  502: "A part of the platform did not answer",
  503: "A part of the platform is not available right now",
  504: "A part of the platform took too long",
};

/** A refusal, thrown by a route and answered as RFC 9457 problem details. */
export class HttpProblem extends Error {
  readonly status: number;
  readonly code: ProblemCode;
  readonly extra: ProblemExtra;
  readonly errors: { path: string; message: string }[] | undefined;

  constructor(
    status: number,
    code: ProblemCode,
    detail?: string,
    more: { extra?: ProblemExtra; errors?: { path: string; message: string }[] } = {},
  ) {
    super(detail ?? code);
    this.name = "HttpProblem";
    this.status = status;
    this.code = code;
    this.extra = more.extra ?? {};
    this.errors = more.errors;
  }
}

/** A thing that does not exist for the caller, or is not theirs (R41). */
export function notFound(detail = "Nothing is there for you under this address."): HttpProblem {
  return new HttpProblem(404, "not_found", detail);
}

/** Bad input that only the handler can detect, answered like a refusal of the schema. */
export function invalidRequest(path: string, message: string): HttpProblem {
  return new HttpProblem(400, "invalid_request", "Some fields are not valid.", {
    errors: [{ path, message }],
  });
}

/** @param requestId null where a request could not be read, and so has none */
export function problemBody(requestId: string | null, problem: HttpProblem): Problem {
  return {
    ...problem.extra,
    type: `urn:vendor-consolidation:problem:${problem.code}`,
    title: titles[problem.status] ?? "The request failed",
    status: problem.status,
    ...(problem.message === problem.code ? {} : { detail: problem.message }),
    ...(requestId === null ? {} : { instance: `urn:request:${requestId}` }),
    code: problem.code,
    ...(problem.errors ? { errors: problem.errors } : {}),
  };
}

/** Codes of refusals that Fastify and its plugins make before a handler runs. */
const codesByStatus: Record<number, ProblemCode> = {
  400: "invalid_request",
  401: "unauthenticated",
  403: "forbidden",
  404: "not_found",
  405: "method_not_allowed",
  408: "request_timeout",
  412: "precondition_failed",
  413: "payload_too_large",
  414: "uri_too_long",
  415: "unsupported_media_type",
  429: "too_many_requests",
  503: "unavailable",
};

interface ZodValidation {
  instancePath: string;
  message?: string;
}

function toProblem(error: FastifyError, isUnavailable: (error: unknown) => boolean): HttpProblem {
  if (error instanceof HttpProblem) return error;
  if (hasZodFastifySchemaValidationErrors(error)) {
    const errors = error.validation.map((issue: ZodValidation) => ({
      path: issue.instancePath.replace(/^\//, "").replaceAll("/", "."),
      message: issue.message ?? "is not valid",
    }));
    return new HttpProblem(400, "invalid_request", "Some fields are not valid.", { errors });
  }
  if (isUnavailable(error)) {
    return new HttpProblem(503, "unavailable", "This cannot be answered right now. Try again in a moment.");
  }
  // Other libraries' errors carry a status too (stripe's do), and may leak internal details.
  const isFastifys = typeof error.code === "string" && error.code.startsWith("FST_");
  const status = isFastifys ? (error.statusCode ?? 500) : 500;
  const code = codesByStatus[status];
  if (status < 500 || status === 503) {
    // Messages of Fastify's own 4xx errors are about the request only, so they may be shown.
    return new HttpProblem(status, code ?? "invalid_request", error.message, {
      ...(status === 400 ? { errors: [{ path: "", message: error.message }] } : {}),
    });
  }
  return new HttpProblem(500, "internal_error", "The request failed on our side. Quote the id to support.");
}

function send(request: FastifyRequest, reply: FastifyReply, problem: HttpProblem) {
  const canBeRepeated = problem.status === 503 || problem.code === "idempotency_conflict";
  if (canBeRepeated && !reply.hasHeader("retry-after")) void reply.header("retry-after", "1");
  if (problem.status === 401 && !reply.hasHeader("www-authenticate")) {
    void reply.header("www-authenticate", "Bearer");
  }
  if (isPageOfPerson(request)) return sendPage(request, reply, problem.status);
  return reply
    .code(problem.status)
    .header("cache-control", NEVER_KEPT)
    .type(PROBLEM_MEDIA_TYPE)
    .serializer((body) => JSON.stringify(body))
    .send(problemBody(request.id, problem));
}

/** Whether a person opened the address in a browser, which asks for a page before anything else. */
function isPageOfPerson({ method, routeOptions, headers }: FastifyRequest): boolean {
  const accepted = headers.accept ?? "";
  if (method === "GET" && accepted.startsWith("text/html")) return true;
  const { endpoint } = routeOptions.config;
  const isPage = endpoint !== undefined && answerOf(endpoint).mediaType === "text/html";
  return isPage && accepted.includes("text/html");
}

function sendPage(request: FastifyRequest, reply: FastifyReply, status: number) {
  return reply
    .code(status)
    .headers({ "cache-control": NEVER_KEPT, "content-security-policy": PROBLEM_PAGE_POLICY })
    .type("text/html; charset=utf-8")
    .serializer((page) => String(page))
    .send(problemPage(status, localeOf(request.headers["accept-language"]), request.id));
}

/**
 * Whether the client left before its body was complete. A failure because of that is not logged as an error: a network
 * that drops uploads would fill the log and hide real errors.
 */
function isBrokenOff({ raw }: FastifyRequest): boolean {
  return raw.destroyed && !raw.complete;
}

export interface ProblemOptions {
  readonly isUnavailable?: (error: unknown) => boolean;
  readonly checkProblem?: (request: FastifyRequest, problem: HttpProblem) => HttpProblem;
}

/**
 * Answers every error of an app as an RFC 9457 problem, without a stack, a query or other people's data.
 *
 * @param options `isUnavailable`: whether an error means that a part of the platform is unavailable: 503 instead of 500;
 *   `checkProblem`: gives the problem to answer with
 */
export function useProblemDetails(app: FastifyInstance, options: ProblemOptions): void {
  const { isUnavailable = () => false, checkProblem = (_request, problem) => problem } = options;
  app.setErrorHandler<FastifyError>((error, request, reply) => {
    if (isBrokenOff(request)) {
      request.log.info("the client broke off its request");
      return send(request, reply, new HttpProblem(400, "invalid_request", "The request was broken off."));
    }
    const problem = isResponseSerializationError(error)
      ? new HttpProblem(500, "internal_error", "The answer could not be formed. Quote the id to support.")
      : toProblem(error, isUnavailable);
    if (problem.status >= 500) request.log.error({ err: error }, "request failed");
    // A route throws an HttpProblem; another 503 comes from the database or from the load.
    if (problem.status === 503 && !(error instanceof HttpProblem)) {
      void reply.header(SERVICE_UNAVAILABLE_HEADER, "true");
    }
    return send(request, reply, checkProblem(request, problem));
  });
  app.setNotFoundHandler((request, reply) => send(request, reply, notFound()));
}

/** For Fastify's option `frameworkErrors`: refusals because of the URL alone, before routing. */
export function refuseAddress(error: FastifyError, request: FastifyRequest, reply: FastifyReply): void {
  void send(
    request,
    reply,
    toProblem(error, () => false),
  );
}

/** A refusal in the OpenAPI document. */
export function problemResponse(status: number, codes: readonly ProblemCode[] = []): object {
  const title = titles[status] ?? "The request failed";
  const named = codes.map((code) => `\`${code}\``).join(", ");
  return {
    description: named === "" ? title : `${title}: ${named}`,
    content: { [PROBLEM_MEDIA_TYPE]: { schema: Problem } },
  };
}
