import type { ServerResponse } from "node:http";
import type { FastifyInstance } from "fastify";

/** How long other answers may continue after the process was asked to stop; shorter than the shutdown limit of `stopOnSignals`. */
const GRACE_MS = 5_000;

/**
 * Lets the gateway stop although event streams never end: they are cut at once (their clients reconnect to another
 * instance or to the next process), and all other connections after `GRACE_MS`.
 */
export function endStreamsOnClose(app: FastifyInstance): void {
  const streams = new Set<ServerResponse>();
  app.addHook("onSend", (_request, reply, payload, done) => {
    if (isEventStream(reply.getHeader("content-type"))) {
      streams.add(reply.raw);
      reply.raw.once("close", () => streams.delete(reply.raw));
    }
    done(null, payload);
  });
  app.addHook("preClose", async () => {
    for (const stream of streams) stream.destroy();
    setTimeout(() => app.server.closeAllConnections(), GRACE_MS).unref();
  });
}

/** What an EventSource is to wait before it asks again. */
const AGAIN_MS = 2_000;

/**
 * By the HTML standard any status but 200 ends an EventSource for good, a service that restarts too. So instead of an
 * outage it gets a stream that ends at once, and comes again.
 */
export function keepEventSources(app: FastifyInstance): void {
  app.addHook("onSend", (request, reply, payload, done) => {
    const isOutage = [502, 503, 504].includes(reply.statusCode);
    const isEventSource = request.method === "GET" && isEventStream(request.headers.accept);
    if (!isOutage || !isEventSource) return done(null, payload);
    reply.removeHeader("retry-after").removeHeader("content-length");
    void reply.code(200).headers({ "content-type": "text/event-stream", "cache-control": "no-store" });
    done(null, `retry: ${AGAIN_MS}\n\n`);
  });
}

export function isEventStream(contentType: unknown): boolean {
  return String(contentType).startsWith("text/event-stream");
}
