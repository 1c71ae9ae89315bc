import type { FastifyInstance } from "fastify";

/** Anyone can send the header, so it is noted this often at the most. */
const NOTED_EVERY_MS = 60 * 60_000;

/**
 * Logs that a proxy in front is not in `TRUSTED_PROXIES`: without that, all its visitors share one address and with it the
 * limits of one.
 *
 * @param nowMs milliseconds that never go back
 */
export function noteUnknownProxies(app: FastifyInstance, nowMs: () => number): void {
  let notBeforeMs = Number.NEGATIVE_INFINITY;
  app.addHook("onRequest", (request, _reply, done) => {
    const isUnknown =
      request.headers["x-forwarded-for"] !== undefined && request.ip === request.socket.remoteAddress;
    if (isUnknown && nowMs() >= notBeforeMs) {
      notBeforeMs = nowMs() + NOTED_EVERY_MS;
      request.log.warn(
        { proxy: request.ip },
        "X-Forwarded-For of an address that is not in TRUSTED_PROXIES: its visitors count as one",
      );
    }
    done();
  });
}
