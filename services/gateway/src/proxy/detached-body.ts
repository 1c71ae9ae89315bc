import type { IncomingMessage } from "node:http";
import { PassThrough, type Readable } from "node:stream";

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
