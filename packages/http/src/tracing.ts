import { FastifyOtelInstrumentation } from "@fastify/otel";
import { context, propagation, ROOT_CONTEXT, SpanStatusCode, trace } from "@opentelemetry/api";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { UndiciInstrumentation } from "@opentelemetry/instrumentation-undici";
import { resourceFromAttributes } from "@opentelemetry/resources";
import { BatchSpanProcessor, NodeTracerProvider } from "@opentelemetry/sdk-trace-node";

/** Asked every few seconds by whoever runs the process: no part of anybody's request. */
const UNTRACED = ["/health/live", "/health/ready", "/metrics"];

/**
 * Records what this process does for each request as spans and sends them to an OpenTelemetry collector: every request
 * that a Fastify app answers from now on, every request to somebody else, and what the bus does. Without an endpoint
 * nothing is recorded and nothing costs anything.
 *
 * @param endpoint base address of a collector that takes OTLP over HTTP, such as `http://collector:4318`
 * @returns sends what is left and ends
 */
export function startTracing(options: {
  service: string;
  endpoint: string | undefined;
}): () => Promise<void> {
  const { service, endpoint } = options;
  if (endpoint === undefined) return async () => {};
  const exporter = new OTLPTraceExporter({ url: `${endpoint.replace(/\/$/, "")}/v1/traces` });
  const provider = new NodeTracerProvider({
    resource: resourceFromAttributes({ "service.name": service }),
    spanProcessors: [new BatchSpanProcessor(exporter, { scheduledDelayMillis: 1_000 })],
  });
  provider.register();
  new FastifyOtelInstrumentation({
    registerOnInitialization: true,
    // One span a request: those of single hooks would bury it.
    instrumentHooks: false,
    instrumentHandler: false,
    ignorePaths: ({ url }) => UNTRACED.includes(url),
    requestHook: (span, request) => {
      span.updateName(`${request.method} ${request.routeOptions.url ?? "unknown route"}`);
    },
  }).enable();
  new UndiciInstrumentation().enable();
  return () => provider.shutdown();
}

/** Names the trace that is under way, for work that is written down now and done later; `null` where there is none. */
export function currentTraceparent(): string | null {
  const carrier: { traceparent?: string } = {};
  propagation.inject(context.active(), carrier);
  return carrier.traceparent ?? null;
}

/** Does work that was written down earlier as part of the trace that asked for it. */
export function continueTrace<T>(
  traceparent: string | null,
  name: string,
  work: () => Promise<T>,
): Promise<T> {
  const parent = traceparent === null ? ROOT_CONTEXT : propagation.extract(ROOT_CONTEXT, { traceparent });
  return context.with(parent, () =>
    trace.getTracer("@vc/http").startActiveSpan(name, async (span) => {
      try {
        return await work();
      } catch (error) {
        span.setStatus({ code: SpanStatusCode.ERROR, message: String(error) });
        throw error;
      } finally {
        span.end();
      }
    }),
  );
}
