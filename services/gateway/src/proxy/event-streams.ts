import type { ServerResponse } from "node:http";
import type { FastifyInstance } from "fastify";

/** How long other answers may go on after the process was told to stop; shorter than the shutdown limit of `stopOnSignals`. */
const GRACE_MS = 5_000;

/**
 * Lets the gateway stop although event streams never end by themselves: they are cut at once (their clients come
 * back, to another instance or the next process), and what else is still running a few seconds later.
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

export function isEventStream(contentType: unknown): boolean {
  return String(contentType).startsWith("text/event-stream");
}
