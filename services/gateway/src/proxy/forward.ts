import { ServerResponse } from "node:http";
import proxy from "@fastify/http-proxy";
import type { FastifyInstance } from "fastify";
import type { Dispatcher } from "undici";
import { refuseClimbingPaths } from "../access/refuse-climbing-paths.ts";
import { refuseLargeBodies } from "../access/refuse-large-bodies.ts";
import { refusePackedBodies } from "../access/refuse-packed-bodies.ts";
import { type Answer, requestThrough, WholeBody } from "./answers.ts";
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

/** Passes the API's prefixes on to their services. Nothing here reads a body; only short answers are kept until they are complete. */
export async function forwardToServices(app: FastifyInstance, upstreams: Upstreams): Promise<void> {
  await app.register(async (forwarding) => {
    forwarding.decorateRequest("isProbe", false);
    forwarding.addHook("onRequest", (request, reply, done) => {
      refuseClimbingPaths(request);
      refuseLargeBodies(request);
      refusePackedBodies(request);
      upstreams.circuits.refuseWhileOpen(request, reply);
      done();
    });
    forwarding.addHook("preParsing", (request, _reply, payload, done) => {
      const hasBody = request.method !== "GET" && request.method !== "HEAD";
      done(null, hasBody ? detachedBody(request.raw, payload) : payload);
    });
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
    // The proxy calls this one way of undici's `request`, whose types know more, and are undici 7's.
    undici: { request: requestThrough(dispatcher) } as unknown as proxy.FastifyHttpProxyOptions["undici"] &
      object,
    // Who made the connections ends them.
    destroyAgent: false,
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
        const { stream: body }: { stream: Answer["body"] } = response;
        if (body instanceof WholeBody) return reply.send(body.bytes);
        // The head of an event stream goes out before its first event: the client learns that it listens. Any other
        // head goes out with its body, which costs a third less of what it takes to write.
        const { raw } = reply;
        if (isEventStream(reply.getHeader("content-type")) && raw instanceof ServerResponse)
          raw.once("pipe", () => raw.flushHeaders());
        return reply.send(body);
      },
    },
  };
}
