import compress from "@fastify/compress";
import type { FastifyInstance } from "fastify";

/** Text, and what is text inside. Images and archives are compressed already; an event stream must not wait. */
const COMPRESSIBLE =
  /^(text\/(?!event-stream)|image\/svg\+xml|application\/([\w.-]+\+)?(json|xml|javascript))/;

/** Below it a packet is sent either way. */
const AT_LEAST_BYTES = 1_024;

/**
 * Compresses answers for clients that accept it. An answer with a strong entity tag passes as it is: the tag stands for
 * its bytes (RFC 9110, 8.8.1), and an edit names it in `If-Match`.
 */
export async function compressAnswers(app: FastifyInstance): Promise<void> {
  app.addHook("onSend", (request, reply, payload, done) => {
    const tag = reply.getHeader("etag");
    // The plugin's own switch.
    if (typeof tag === "string" && !tag.startsWith("W/")) request.headers["x-no-compression"] = "true";
    done(null, payload);
  });
  await app.register(compress, {
    encodings: ["br", "gzip"],
    customTypes: COMPRESSIBLE,
    threshold: AT_LEAST_BYTES,
    // Bodies of requests are refused where they are encoded.
    globalDecompression: false,
  });
}
