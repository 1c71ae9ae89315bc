import type { IncomingMessage } from "node:http";
import { PassThrough, type Readable } from "node:stream";
import { HttpProblem } from "@vc/http";

/**
 * A request's body as a stream of its own, for the way to a service. When the service refuses or fails before it has
 * read all, only this stream is destroyed: the rest of the client's is read and dropped, so that the client gets the
 * answer instead of a broken connection. When the client breaks off, so does this stream.
 */
export function detachedBody(raw: IncomingMessage, payload: Readable): Readable {
  const body = new PassThrough();
  payload.pipe(body);
  raw.once("close", () => {
    if (!raw.complete) body.destroy(new Error("the client broke off its request"));
  });
  body.once("close", () => {
    payload.unpipe(body);
    payload.resume();
  });
  return body;
}

/** As long as the largest JSON body takes on a slow line; files are forms, which have the server's own limit. */
const SLOWEST_BODY_MS = 30_000;

/** Fails a body that is not complete after `SLOWEST_BODY_MS`, so that a client cannot hold a connection by single bytes. */
export function endSlowBody(raw: IncomingMessage, body: Readable): void {
  if (raw.complete) return;
  const timer = setTimeout(() => {
    body.destroy(new HttpProblem(408, "request_timeout", "The body took too long to arrive."));
  }, SLOWEST_BODY_MS).unref();
  for (const end of ["end", "close"]) raw.once(end, () => clearTimeout(timer));
}
