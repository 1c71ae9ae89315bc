import type { FastifyRequest } from "fastify";
import type { Visitor } from "../api/public-api.ts";

/** Only the gateway reaches this service, and it puts the visitor's address in place of what the visitor claims. */
export function visitorOf(request: FastifyRequest): Visitor {
  const forwarded = request.headers["x-forwarded-for"];
  return { requestId: request.id, address: typeof forwarded === "string" ? forwarded : request.ip };
}
