import { HttpProblem } from "@vc/http";

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

/** The code of an error, or of what caused it. */
function codesOf(error: unknown): string[] {
  if (!(error instanceof Error)) return [];
  const own = "code" in error && typeof error.code === "string" ? [error.code] : [];
  return [...own, ...codesOf(error.cause)];
}

function hasCode(error: unknown, codes: readonly string[]): boolean {
  return codesOf(error).some((code) => codes.includes(code));
}

/** The refusal that ended a request here, such as that of a body that came too slowly. */
function problemIn(error: unknown): HttpProblem | null {
  if (error instanceof HttpProblem) return error;
  return error instanceof Error ? problemIn(error.cause) : null;
}

/** How the connection to a service failed. */
export type ConnectionFailure = "not reached" | "broken" | "too slow";

/** What an error says of the connection; null for one that has nothing to do with it. */
export function connectionFailure(error: unknown): ConnectionFailure | null {
  if (hasCode(error, NOT_REACHED)) return "not reached";
  if (hasCode(error, BROKEN)) return "broken";
  return hasCode(error, TOO_SLOW) ? "too slow" : null;
}

/** The answer to a client whose request a service could not be asked. */
export function upstreamFailure(error: unknown, service: string): HttpProblem {
  const own = problemIn(error);
  if (own !== null) return own;
  const failure = connectionFailure(error);
  if (failure === "not reached" || failure === "broken") {
    return new HttpProblem(
      503,
      "unavailable",
      `The part "${service}" is not available right now. Try again.`,
    );
  }
  if (failure === "too slow") {
    return new HttpProblem(504, "upstream_timeout", `The part "${service}" took too long to answer.`);
  }
  // What the gateway refuses by itself, such as a path that climbs out of its prefix.
  if (error instanceof Error && "statusCode" in error && error.statusCode === 400) {
    return new HttpProblem(400, "invalid_request", error.message);
  }
  return new HttpProblem(502, "bad_gateway", `The part "${service}" gave no usable answer.`);
}
