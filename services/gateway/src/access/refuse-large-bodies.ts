import { MAX_FILE_BYTES } from "@vc/contracts";
import { BODY_LIMIT_BYTES, HttpProblem } from "@vc/http";
import type { FastifyRequest } from "fastify";

/** Around a file there is its form: boundaries, names, headers. */
const FORM_OVERHEAD_BYTES = 64 * 1024;

/**
 * Refuses at once what every service would refuse for its length. A service that does so hangs up in the middle of the
 * body, which from here often looks like one that broke: the client would get a 503, and try again in vain.
 */
export function refuseLargeBodies(request: FastifyRequest): void {
  const isForm = request.headers["content-type"]?.startsWith("multipart/") === true;
  const limitBytes = isForm ? MAX_FILE_BYTES + FORM_OVERHEAD_BYTES : BODY_LIMIT_BYTES;
  if (Number(request.headers["content-length"] ?? 0) <= limitBytes) return;
  throw new HttpProblem(413, "payload_too_large", `At most ${limitBytes} bytes are taken here.`);
}
