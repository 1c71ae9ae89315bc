import { HttpProblem } from "@vc/chassis";

/** Nothing was connected, so nothing was done. */
const NOT_REACHED = [
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
];

/** The connection broke before the answer: whether the service did its work is not known. */
const BROKEN = ["ECONNRESET", "EPIPE", "UND_ERR_SOCKET", "UND_ERR_CLOSED", "UND_ERR_DESTROYED"];

const TOO_SLOW = ["UND_ERR_HEADERS_TIMEOUT", "UND_ERR_BODY_TIMEOUT", "ETIMEDOUT"];

/** How often a request that does no harm twice is sent again after its connection failed. */
const MAX_RETRIES = 2;
const FIRST_PAUSE_MS = 50;

/** The code of an error, or of what caused it. */
function codesOf(error: unknown): string[] {
  if (!(error instanceof Error)) return [];
  const own = "code" in error && typeof error.code === "string" ? [error.code] : [];
  return [...own, ...codesOf(error.cause)];
}

function hasCode(error: unknown, codes: readonly string[]): boolean {
  return codesOf(error).some((code) => codes.includes(code));
}

/** The answer to a client whose request a service could not be asked. */
export function upstreamFailure(error: unknown, service: string): HttpProblem {
  if (hasCode(error, NOT_REACHED) || hasCode(error, BROKEN)) {
    return new HttpProblem(
      503,
      "unavailable",
      `The part "${service}" is not available right now. Try again.`,
    );
  }
  if (hasCode(error, TOO_SLOW)) {
    return new HttpProblem(504, "upstream_timeout", `The part "${service}" took too long to answer.`);
  }
  // What the gateway refuses by itself, such as a path that climbs out of its prefix.
  if (error instanceof Error && "statusCode" in error && error.statusCode === 400) {
    return new HttpProblem(400, "invalid_request", error.message);
  }
  return new HttpProblem(502, "bad_gateway", `The part "${service}" gave no usable answer.`);
}

/**
 * Whether to ask again after a failure, in milliseconds from now; `null`: not. Only what reads and only what failed in
 * its connection: anything else is the client's to repeat, who knows what it meant.
 */
export function retryAfterMs(method: string, error: unknown, attempt: number): number | null {
  const isRead = method === "GET" || method === "HEAD";
  if (!isRead || attempt >= MAX_RETRIES) return null;
  if (!hasCode(error, NOT_REACHED) && !hasCode(error, BROKEN)) return null;
  return FIRST_PAUSE_MS * 2 ** attempt;
}
