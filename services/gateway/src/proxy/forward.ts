import proxy from "@fastify/http-proxy";
import type { FastifyInstance } from "fastify";
import type { Dispatcher } from "undici";
import { requestHeaders, responseHeaders } from "./headers.ts";
import { type Route, routingTable, type ServiceName } from "./routing-table.ts";
import { retryAfterMs, upstreamFailure } from "./upstream-failure.ts";

declare module "fastify" {
  interface FastifyContextConfig {
    /** Set on what is passed on to a service. */
    proxied?: Route;
  }
}

/** OPTIONS is missing: the gateway answers preflights itself. */
const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"];

/** Passes the API's prefixes on to their services. Bodies stream both ways; nothing here reads them. */
export async function forwardToServices(
  app: FastifyInstance,
  options: { urls: Readonly<Record<ServiceName, string>>; dispatcher: Dispatcher },
): Promise<void> {
  for (const route of routingTable) {
    const { prefix, service } = route;
    await app.register(proxy, {
      prefix,
      rewritePrefix: prefix,
      upstream: options.urls[service],
      httpMethods: METHODS,
      undici: options.dispatcher,
      disableRequestLogging: true,
      config: { proxied: route },
      replyOptions: {
        rewriteRequestHeaders: requestHeaders,
        rewriteHeaders: responseHeaders,
        retryDelay: ({ err, req, attempt }) => retryAfterMs(req.method, err, attempt),
        onError: (reply, { error }) => {
          reply.send(upstreamFailure(error, service));
        },
        onResponse: (_request, reply, response) => {
          // The head of an event stream goes out before its first event: the client learns that it listens.
          reply.raw.once("pipe", () => reply.raw.flushHeaders());
          reply.send(response.stream);
        },
      },
    });
  }
}
