import { ServerResponse } from "node:http";
import proxy from "@fastify/http-proxy";
import { notFound } from "@vc/http";
import type { FastifyInstance } from "fastify";
import type { Dispatcher } from "undici";
import { hideLimit } from "../access/limit-requests.ts";
import { rejectEncodedBodies } from "../access/reject-encoded-bodies.ts";
import { isForm, rejectLargeBodies } from "../access/reject-large-bodies.ts";
import { rejectPathTraversal } from "../access/reject-path-traversal.ts";
import { type Route, routingTable, type UpstreamName } from "../routing/routing-table.ts";
import { type Answer, requestThrough, WholeBody } from "./answers.ts";
import { type Circuits, isServiceFailure } from "./circuits.ts";
import { detachedBody, endSlowBody } from "./detached-body.ts";
import { isEventStream, keepEventSources } from "./event-streams.ts";
import { requestHeaders, responseHeaders } from "./headers.ts";
import { connectionFailure, upstreamFailure } from "./upstream-failure.ts";

declare module "fastify" {
  interface FastifyContextConfig {
    /** Set on routes that are forwarded to a service. */
    proxied?: Route;
  }
}

/** OPTIONS is missing: the gateway answers preflights itself. */
const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"];

/** Pages are only read; what they change goes through the API. */
const PAGE_METHODS = ["GET", "HEAD"];

type ProxiedAnswer = Pick<Answer, "headers"> & { readonly stream: Answer["body"] };

interface Upstreams {
  readonly urls: Readonly<Record<UpstreamName, string>>;
  readonly dispatcher: Dispatcher;
  readonly circuits: Circuits;
}

/**
 * Forwards the API's prefixes to their services, and every other address to the web app. Bodies are streamed; only
 * short answers are buffered until complete.
 */
export async function forwardToServices(app: FastifyInstance, upstreams: Upstreams): Promise<void> {
  await app.register(async (forwarding) => {
    forwarding.decorateRequest("isProbe", false);
    keepEventSources(forwarding);
    forwarding.addHook("onRequest", (request, reply, done) => {
      rejectPathTraversal(request);
      rejectLargeBodies(request);
      rejectEncodedBodies(request);
      upstreams.circuits.refuseWhileOpen(request, reply);
      done();
    });
    forwarding.addHook("preParsing", (request, _reply, payload, done) => {
      const hasBody = request.method !== "GET" && request.method !== "HEAD";
      if (!hasBody) return done(null, payload);
      const body = detachedBody(request.raw, payload);
      if (!isForm(request)) endSlowBody(request.raw, body);
      done(null, body);
    });
    for (const route of routingTable) await forwarding.register(proxy, proxyOptions(route, upstreams));
  });
  // An address of the API that no service has is a problem for a program, not a page for a person.
  for (const url of ["/v1", "/v1/*"]) {
    app.route({
      method: METHODS,
      url,
      handler: async () => {
        throw notFound();
      },
    });
  }
}

function proxyOptions(
  route: Route,
  { urls, dispatcher, circuits }: Upstreams,
): proxy.FastifyHttpProxyOptions {
  return {
    prefix: route.prefix,
    rewritePrefix: route.prefix,
    upstream: urls[route.service],
    httpMethods: route.service === "web" ? PAGE_METHODS : METHODS,
    // The proxy calls this one way of undici's `request`, whose types know more, and are undici 7's.
    undici: { request: requestThrough(dispatcher) } as unknown as proxy.FastifyHttpProxyOptions["undici"] &
      object,
    // The composition root owns the connections and closes them.
    destroyAgent: false,
    disableRequestLogging: true,
    config: { proxied: route },
    replyOptions: {
      rewriteRequestHeaders: requestHeaders,
      rewriteHeaders: responseHeaders,
      // Repeats happen below, in balanceRequests, which chooses another address.
      retryDelay: () => null,
      onError: (reply, { error }) => {
        const problem = upstreamFailure(error, route.service);
        // The rest of a body that came too slowly is not waited for.
        if (problem.status === 408) void reply.header("connection", "close");
        // A client that breaks off its upload is no failure of the service.
        if (connectionFailure(error) !== null) circuits.record(reply.request, route.service, true);
        reply.send(problem);
      },
      onResponse: (request, reply, response) => {
        // What requestThrough gave; the proxy's types name the client's side instead.
        const { headers, stream: body } = response as unknown as ProxiedAnswer;
        circuits.record(request, route.service, isServiceFailure(reply.statusCode, headers));
        // The rest of an unread request body is dropped (detachedBody), so the connection can stay open.
        reply.removeHeader("connection");
        if (reply.statusCode === 429) hideLimit(reply);
        if (body instanceof WholeBody) return reply.send(body.bytes);
        // Headers of an event stream are flushed before its first event, so that the client knows that it is connected.
        // All other headers go out with the body, which costs a third less to write.
        const { raw } = reply;
        if (isEventStream(reply.getHeader("content-type")) && raw instanceof ServerResponse)
          raw.once("pipe", () => raw.flushHeaders());
        return reply.send(body);
      },
    },
  };
}
