import { IncomingMessage, ServerResponse } from "node:http";
import { Socket } from "node:net";
import type { FastifyInstance } from "fastify";
import helmet from "helmet";

/**
 * Adds helmet's headers to every answer. They are always the same, so helmet runs once. They are set on Fastify's reply and
 * not on the raw response, where node:http would have to merge them at every answer.
 */
export function useSecurityHeaders(app: FastifyInstance): void {
  const answer = new ServerResponse(new IncomingMessage(new Socket()));
  // Our pages need their own scripts and styles; answers of the API are not rendered.
  helmet({ contentSecurityPolicy: false })(answer.req, answer, (error) => {
    if (error !== undefined) throw error;
  });
  const headers = answer.getHeaders();
  app.addHook("onRequest", (_request, reply, done) => {
    reply.headers(headers);
    done();
  });
}
