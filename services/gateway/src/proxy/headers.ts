import type { IncomingHttpHeaders } from "node:http";
import { currentTraceparent, SERVICE_UNAVAILABLE_HEADER } from "@vc/http";
import type { FastifyRequest } from "fastify";

/** Headers about one connection, which end at it (RFC 9110, 7.6.1). */
const hopByHop: ReadonlySet<string> = new Set([
  "connection",
  "keep-alive",
  "proxy-authenticate",
  "proxy-authorization",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
]);

/** A plain loop, because every request and every answer goes through it. */
function withoutHopByHop(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  const named = headers.connection?.split(",").map((name) => name.trim().toLowerCase());
  const passed: IncomingHttpHeaders = {};
  for (const name in headers) {
    if (!hopByHop.has(name) && named?.includes(name) !== true) passed[name] = headers[name];
  }
  return passed;
}

/**
 * What a service is told besides what the client said: the request's id, and who the client is as the gateway sees it.
 * What a client claims about that itself is dropped, because services believe these headers.
 */
export function requestHeaders(
  request: Pick<FastifyRequest, "id" | "ip" | "protocol" | "host" | "method">,
  headers: IncomingHttpHeaders,
): IncomingHttpHeaders {
  const passed = withoutHopByHop(headers);
  delete passed.forwarded;
  // The gateway's own server has answered this already, and undici refuses to send it.
  delete passed.expect;
  // Where this process traces, the next step is a child of its own span, and a second header would void the first.
  if (currentTraceparent() !== null) delete passed.traceparent;
  if (request.method === "GET" || request.method === "HEAD") {
    // The body of a GET is not passed on, so neither is what describes it.
    delete passed["content-length"];
    delete passed["content-type"];
  }
  return {
    ...passed,
    "x-request-id": request.id,
    "x-forwarded-for": request.ip,
    "x-forwarded-proto": request.protocol,
    "x-forwarded-host": request.host,
  };
}

/** What the client sees of a service's headers. */
export function responseHeaders(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  const passed = withoutHopByHop(headers);
  delete passed[SERVICE_UNAVAILABLE_HEADER];
  return passed;
}
