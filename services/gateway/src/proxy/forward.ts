import { ServerResponse } from "node:http";
import proxy from "@fastify/http-proxy";
import type { FastifyInstance } from "fastify";
import type { Dispatcher } from "undici";
import { refuseClimbingPaths } from "../access/refuse-climbing-paths.ts";
import { refuseLargeBodies } from "../access/refuse-large-bodies.ts";
import { refusePackedBodies } from "../access/refuse-packed-bodies.ts";
import type { Circuits } from "./circuits.ts";
import { detachedBody } from "./detached-body.ts";
import { isEventStream } from "./event-streams.ts";
import { requestHeaders, responseHeaders } from "./headers.ts";
import { type Route, routingTable, type ServiceName } from "./routing-table.ts";
import { connectionFailure, upstreamFailure } from "./upstream-failure.ts";

declare module "fastify" {
  interface FastifyContextConfig {
    /** Set on what is passed on to a service. */
    proxied?: Route;
  }
}

/** OPTIONS is missing: the gateway answers preflights itself. */
const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"];

interface Upstreams {
  readonly urls: Readonly<Record<ServiceName, string>>;
  readonly dispatcher: Dispatcher;
  readonly circuits: Circuits;
}

/** Passes the API's prefixes on to their services. Bodies stream both ways; nothing here reads them. */
export async function forwardToServices(app: FastifyInstance, upstreams: Upstreams): Promise<void> {
  await app.register(async (forwarding) => {
    forwarding.addHook("onRequest", refuseClimbingPaths);
    forwarding.addHook("onRequest", refuseLargeBodies);
    forwarding.addHook("onRequest", refusePackedBodies);
    forwarding.decorateRequest("isProbe", false);
    forwarding.addHook("onRequest", upstreams.circuits.refuseWhileOpen);
    forwarding.addHook("preParsing", async (request, _reply, payload) =>
      request.method === "GET" || request.method === "HEAD" ? payload : detachedBody(request.raw, payload),
    );
    for (const route of routingTable) await forwarding.register(proxy, proxyOptions(route, upstreams));
  });
}

function proxyOptions(
  route: Route,
  { urls, dispatcher, circuits }: Upstreams,
): proxy.FastifyHttpProxyOptions {
  return {
    prefix: route.prefix,
    rewritePrefix: route.prefix,
    upstream: urls[route.service],
    httpMethods: METHODS,
    // The proxy was typed with undici 7, whose `request` it calls; that of undici 8 takes and gives the same.
    undici: dispatcher as proxy.FastifyHttpProxyOptions["undici"] & Dispatcher,
    disableRequestLogging: true,
    config: { proxied: route },
    replyOptions: {
      rewriteRequestHeaders: requestHeaders,
      rewriteHeaders: responseHeaders,
      // What may be sent again is sent again before anybody hears of it, to another address: spreadRequests.
      retryDelay: () => null,
      onError: (reply, { error }) => {
        const problem = upstreamFailure(error, route.service);
        // A client that breaks off its upload says nothing about the service.
        if (connectionFailure(error) !== null) circuits.record(reply.request, route.service, problem.status);
        reply.send(problem);
      },
      onResponse: (request, reply, response) => {
        circuits.record(request, route.service, reply.statusCode);
        // The rest of a body that the service did not want is dropped, see detachedBody: no reason to hang up.
        reply.removeHeader("connection");
        // The head of an event stream goes out before its first event: the client learns that it listens. Any other
        // head goes out with its body, which costs a third less of what it takes to write.
        const { raw } = reply;
        if (isEventStream(reply.getHeader("content-type")) && raw instanceof ServerResponse)
          raw.once("pipe", () => raw.flushHeaders());
        reply.send(response.stream);
      },
    },
  };
}
