import { STATUS_CODES } from "node:http";
import type { Socket } from "node:net";
import { type ProblemCode, problemStatuses } from "@vc/contracts";
import type { FastifyInstance } from "fastify";
import { HttpProblem, PROBLEM_MEDIA_TYPE, problemBody } from "./problem.ts";
import { countHosts } from "./request-target.ts";

/** What Node's parser reports by a code of its own; anything else is a request that it cannot read. */
const refusals: Readonly<Record<string, { code: ProblemCode; detail: string }>> = {
  HPE_HEADER_OVERFLOW: { code: "headers_too_large", detail: "The headers are larger than 16 KiB." },
  ERR_HTTP_REQUEST_TIMEOUT: { code: "request_timeout", detail: "The request took too long to arrive." },
};

const unreadable = {
  code: "invalid_request",
  detail: "The request is not one of HTTP/1.1 (RFC 9112).",
} as const;

/**
 * For Fastify's option `clientErrorHandler`: answers what Node cannot read as a request with a problem, and closes the
 * connection. There is no request yet, and so no id.
 */
export function refuseUnreadable(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === "ECONNRESET" || !socket.writable) {
    socket.destroy();
    return;
  }
  const { code, detail } = refusals[error.code ?? ""] ?? unreadable;
  const status = problemStatuses[code];
  const body = JSON.stringify(problemBody(null, new HttpProblem(status, code, detail)));
  socket.end(
    [
      `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
      `Content-Type: ${PROBLEM_MEDIA_TYPE}`,
      `Content-Length: ${Buffer.byteLength(body)}`,
      "Cache-Control: no-store",
      "Connection: close",
      "",
      body,
    ].join("\r\n"),
  );
}

/** Refuses requests of HTTP/1.1 that do not name their host once (RFC 9112, 3.2): of two, a proxy may read the other one. */
export function requireOneHost(app: FastifyInstance): void {
  app.addHook("onRequest", ({ raw }, _reply, done) => {
    const hosts = countHosts(raw.rawHeaders);
    if (hosts > 1 || (hosts === 0 && raw.httpVersion === "1.1")) {
      throw new HttpProblem(400, "invalid_request", "The header Host must stand once.", {
        errors: [{ path: "host", message: "must stand once" }],
      });
    }
    done();
  });
}
