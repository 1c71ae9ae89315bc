import { HttpProblem } from "@vc/http";
import type { FastifyRequest } from "fastify";

/**
 * Refuses bodies in a content coding, such as gzip. Services take none: they would read the packed bytes as they are,
 * and a body that says it is packed and is not would pass under a name that is not its own (RFC 9110, 8.4).
 */
export function refusePackedBodies(request: FastifyRequest): void {
  const coding = request.headers["content-encoding"] ?? "identity";
  if (coding.toLowerCase() === "identity") return;
  throw new HttpProblem(
    415,
    "unsupported_media_type",
    "Bodies are taken as they are, without a content coding.",
  );
}
