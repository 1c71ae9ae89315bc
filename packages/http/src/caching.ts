import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";

/** Of answers that are for one person: no cache may keep them (RFC 9111, 5.2.2.5). */
export const NEVER_KEPT = "no-store";

/** Of a personal answer that has a version: its own reader may keep it, and asks each time whether it is still right. */
const KEPT_BY_ITS_READER = "private, no-cache";

/** Of answers that are the same for all: any cache may keep them, and asks each time whether they are still right. */
const KEPT_BY_ALL = "public, no-cache";

/** Whether an answer depends on who asks. */
function isPersonal(request: FastifyRequest): boolean {
  const { access } = request.routeOptions.config;
  return !(access === "public" || (access === "optional" && request.caller === null));
}

/**
 * Whether `If-None-Match` names an entity tag: then the reader has the answer already. The weak comparison of RFC 9110,
 * 8.8.3.2, as 13.1.2 wants it.
 */
function isKnownTag(ifNoneMatch: string | undefined, tag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  if (ifNoneMatch.trim() === "*") return true;
  const opaque = (each: string) => each.trim().replace(/^W\//, "");
  return ifNoneMatch.split(",").some((each) => opaque(each) === opaque(tag));
}

/**
 * Gives what to send to a reader of something with an entity tag: nothing and a 304 where the reader has it already
 * (RFC 9110, 13.1.2). An answer without a tag that is complete gets one of its bytes.
 */
export function revalidated(request: FastifyRequest, reply: FastifyReply, payload: unknown): unknown {
  if (typeof payload === "string" && !reply.hasHeader("etag")) {
    // Weak: the gateway may compress the answer, which changes its bytes and not what it says.
    void reply.header("etag", `W/"${createHash("sha1").update(payload).digest("base64url")}"`);
  }
  const tag = reply.getHeader("etag");
  if (typeof tag !== "string" || !isKnownTag(request.headers["if-none-match"], tag)) return payload;
  if (payload instanceof Readable) payload.destroy();
  void reply.code(304).removeHeader("content-length").removeHeader("content-type");
  return "";
}

/**
 * Says of every answer whether a cache may keep it. Public reads, and reads with a version, are validated by their entity
 * tag. A handler that sets `cache-control` itself decides alone.
 */
export function useCaching(app: FastifyInstance): void {
  app.addHook("onSend", (request, reply, payload, done) => {
    const isRead = request.method === "GET" || request.method === "HEAD";
    const isKept = isRead && reply.statusCode === 200;
    const isPublic = isKept && !isPersonal(request);
    if (isRead && request.routeOptions.config.access === "optional")
      void reply.header("vary", "authorization");
    const hasTag = reply.hasHeader("etag");
    if (!reply.hasHeader("cache-control")) {
      void reply.header(
        "cache-control",
        isPublic ? KEPT_BY_ALL : isKept && hasTag ? KEPT_BY_ITS_READER : NEVER_KEPT,
      );
    }
    done(null, isPublic || (isKept && hasTag) ? revalidated(request, reply, payload) : payload);
  });
}
