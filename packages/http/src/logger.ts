import { trace } from "@opentelemetry/api";
import { type DestinationStream, type Logger, pino } from "pino";

export type { Logger };

/** Fields that are redacted in every log line, up to two levels deep in a logged object. */
const SECRET_FIELDS = [
  "authorization",
  "cookie",
  "password",
  "currentPassword",
  "newPassword",
  "token",
  "accessToken",
  "refreshToken",
  "ticket",
  "secret",
  "email",
  "text",
];

/** Fastify binds a logger to it for each request. */
const REQUEST_ID = "reqId";

/** The JSON logger of a service: stable messages with fields and the trace id; secrets and personal texts are redacted. */
export function createLogger(
  options: { service: string; level: string },
  destination?: DestinationStream,
): Logger {
  return pino(
    {
      level: options.level,
      base: { service: options.service },
      timestamp: pino.stdTimeFunctions.isoTime,
      mixin: () => {
        const span = trace.getActiveSpan();
        return span === undefined ? {} : { traceId: span.spanContext().traceId };
      },
      redact: {
        // A field with a path of its own is not searched for the other paths, which would cost more than the routing.
        paths: [REQUEST_ID, ...SECRET_FIELDS.flatMap((field) => [field, `*.${field}`, `*.*.${field}`])],
        censor: (value, path) => (path[0] === REQUEST_ID ? value : "[redacted]"),
      },
    },
    destination ?? pino.destination({ sync: false }),
  );
}
