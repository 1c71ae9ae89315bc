import type { Problem } from "./schema.ts";

/** What the API can refuse with. A newer API may know more: go by `status` for a code that you do not know. */
export type ProblemCode = Problem["code"];

/** What a call came to, as openapi-fetch gives it: `data`, or the problem that the API described. */
export type Answer<T> =
  | { data: T; error?: never; response: Response }
  | { data?: never; error: Problem; response: Response };

/** A problem as an error, for code that throws: its message shows the code and each field that is wrong. */
export class ProblemError extends Error {
  override name = "ProblemError";
  readonly problem: Problem;

  constructor(problem: Problem) {
    const errors = (problem.errors ?? []).map(({ path, message }) => `\n  ${path}: ${message}`).join("");
    super(`${problem.status} ${problem.code}: ${problem.detail ?? problem.title}${errors}`);
    this.problem = problem;
  }
}

/** Nobody knows what became of a request: its connection broke, and patience ended before an answer came. */
export class NoAnswerError extends Error {
  override name = "NoAnswerError";
  /** Under which the same request can be made again without a second effect, where it had one. */
  readonly idempotencyKey: string | undefined;

  constructor(request: Request, cause: unknown) {
    super(`${request.method} ${new URL(request.url).pathname}: no answer`, { cause });
    this.idempotencyKey = request.headers.get("idempotency-key") ?? undefined;
  }
}

/**
 * The data of a good answer, for steps that must succeed.
 *
 * @throws ProblemError when it was refused
 */
export function must<T>(answer: Answer<T>): T {
  if (answer.error !== undefined) throw new ProblemError(answer.error);
  return answer.data;
}

/** Codes for what something on the way to the API refuses without describing a problem, such as a proxy's bare 502. */
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

/** The problem of a refusal that `withProblem` has seen. */
export async function problemOf(refusal: Response): Promise<Problem> {
  // By the schema of the API, or made in its form.
  return (await refusal.json()) as Problem;
}

/** The same answer where it is good or describes its problem; otherwise one that does. */
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
