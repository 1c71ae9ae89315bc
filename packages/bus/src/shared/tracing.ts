import { context, propagation, ROOT_CONTEXT, SpanKind, SpanStatusCode, trace } from "@opentelemetry/api";

/**
 * Without an OpenTelemetry SDK in the process this has no effect. Looked up at each use: an SDK loads its own copy of the
 * API (CommonJS beside ESM), and a tracer that was created before the SDK started would stay without effect.
 */
const tracer = () => trace.getTracer("@vc/bus");

/** Runs the handling of a message in a span that continues the publisher's trace. */
export function inConsumerSpan<T>(
  queue: string,
  headers: Readonly<Record<string, unknown>> | undefined,
  attributes: Record<string, string | number>,
  work: () => Promise<T>,
): Promise<T> {
  const publishersContext = propagation.extract(ROOT_CONTEXT, headers ?? {});
  const options = {
    kind: SpanKind.CONSUMER,
    attributes: { "messaging.system": "rabbitmq", "messaging.destination.name": queue, ...attributes },
  };
  return context.with(publishersContext, () =>
    tracer().startActiveSpan(`process ${queue}`, options, async (span) => {
      try {
        return await work();
      } catch (error) {
        span.recordException(error instanceof Error ? error : String(error));
        span.setStatus({ code: SpanStatusCode.ERROR, message: String(error) });
        throw error;
      } finally {
        span.end();
      }
    }),
  );
}
