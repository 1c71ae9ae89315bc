import type { Problem } from "./schema.ts";

/** The codes of refusals. A newer API can have more: use `status` for an unknown code. */
export type ProblemCode = Problem["code"];

/** The result of a call, as openapi-fetch gives it: `data`, or the problem that the API described. */
export type Answer<T> =
  | { data: T; error?: never; response: Response }
  | { data?: never; error: Problem; response: Response };

/** A problem as an error, for code that throws. Its message has the code and each wrong field. */
export class ProblemError extends Error {
  override name = "ProblemError";
  readonly problem: Problem;

  constructor(problem: Problem) {
    const errors = (problem.errors ?? []).map(({ path, message }) => `\n  ${path}: ${message}`).join("");
    super(`${problem.status} ${problem.code}: ${problem.detail ?? problem.title}${errors}`);
    this.problem = problem;
  }
}

/** The result of a request is unknown: no answer arrived before the retries ended. */
export class NoAnswerError extends Error {
  override name = "NoAnswerError";
  /** The key of the request, if it had one. With it, the request can be repeated without a second effect. */
  readonly idempotencyKey: string | undefined;

  constructor(request: Request, cause: unknown) {
    super(`${request.method} ${new URL(request.url).pathname}: no answer`, { cause });
    this.idempotencyKey = request.headers.get("idempotency-key") ?? undefined;
  }
}

/**
 * The data of a successful answer, for steps that must succeed.
 *
 * @throws ProblemError when the call was refused
 */
export function must<T>(answer: Answer<T>): T {
  if (answer.error !== undefined) throw new ProblemError(answer.error);
  return answer.data;
}

/** Codes for refusals without a problem, which something before the API makes, such as a proxy's bare 502. */
const codesByStatus: Record<number, ProblemCode> = {
  401: "unauthenticated",
  403: "forbidden",
  404: "not_found",
  408: "request_timeout",
  413: "payload_too_large",
  429: "too_many_requests",
  502: "bad_gateway",
  503: "unavailable",
  504: "upstream_timeout",
};

/** The problem of a refusal that went through `withProblem`. */
export async function problemOf(refusal: Response): Promise<Problem> {
  // A problem of the API, or one that `withProblem` has made.
  return (await refusal.json()) as Problem;
}

/** The same answer if it succeeded or has a problem; otherwise one with a problem. */
export async function withProblem(response: Response): Promise<Response> {
  const type = response.headers.get("content-type") ?? "";
  if (response.ok || type.startsWith("application/problem+json")) return response;
  const { status } = response;
  const problem: Problem = {
    type: "about:blank",
    title: `HTTP ${status}`,
    status,
    code: codesByStatus[status] ?? (status < 500 ? "invalid_request" : "internal_error"),
    detail: (await response.text()).slice(0, 500),
  };
  const headers = new Headers(response.headers);
  headers.set("content-type", "application/problem+json");
  headers.delete("content-length");
  headers.delete("content-encoding");
  return new Response(JSON.stringify(problem), { status, headers });
}
