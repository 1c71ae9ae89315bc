import { IncomingMessage, ServerResponse } from "node:http";
import { Socket } from "node:net";
import type { FastifyInstance } from "fastify";
import helmet from "helmet";

/**
 * Gives every answer the headers that helmet advises. They are the same for all, so it is asked once; and they are
 * Fastify's own, not the raw answer's, which node:http would have to merge with those at every answer.
 */
export function useSecurityHeaders(app: FastifyInstance): void {
  const answer = new ServerResponse(new IncomingMessage(new Socket()));
  // Pages of ours need scripts and styles of their own; answers of the API are not rendered.
  helmet({ contentSecurityPolicy: false })(answer.req, answer, (error) => {
    if (error !== undefined) throw error;
  });
  const headers = answer.getHeaders();
  app.addHook("onRequest", (_request, reply, done) => {
    reply.headers(headers);
    done();
  });
}
