import { HttpProblem } from "@vc/http";
import type { FastifyRequest } from "fastify";

/**
 * Rejects bodies in a content coding such as gzip (RFC 9110, 8.4). Services decode none: they would read the encoded bytes
 * as they are.
 */
export function rejectEncodedBodies(request: FastifyRequest): void {
  const coding = request.headers["content-encoding"] ?? "identity";
  if (coding.toLowerCase() === "identity") return;
  throw new HttpProblem(
    415,
    "unsupported_media_type",
    "Bodies are taken as they are, without a content coding.",
  );
}
