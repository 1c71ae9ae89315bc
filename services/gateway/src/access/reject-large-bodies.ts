import { MAX_FILE_BYTES } from "@vc/contracts";
import { BODY_LIMIT_BYTES, HttpProblem } from "@vc/http";
import type { FastifyRequest } from "fastify";

/** Around a file there is its form: boundaries, names, headers. */
const FORM_OVERHEAD_BYTES = 64 * 1024;

/** Whether a body is a form with a file; media types have no case (RFC 9110, 8.3.1). */
export function isForm({ headers }: Pick<FastifyRequest, "headers">): boolean {
  return headers["content-type"]?.toLowerCase().startsWith("multipart/") === true;
}

/**
 * Rejects bodies that every service would reject for their length. A service closes the connection in the middle of such a
 * body, which looks like a broken service from here: the client would get a 503 and retry in vain.
 */
export function rejectLargeBodies(request: FastifyRequest): void {
  const limitBytes = isForm(request) ? MAX_FILE_BYTES + FORM_OVERHEAD_BYTES : BODY_LIMIT_BYTES;
  if (Number(request.headers["content-length"] ?? 0) <= limitBytes) return;
  throw new HttpProblem(413, "payload_too_large", `At most ${limitBytes} bytes are taken here.`);
}
