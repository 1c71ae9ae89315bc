import { FastifyOtelInstrumentation } from "@fastify/otel";
import { context, propagation, ROOT_CONTEXT, SpanStatusCode, trace } from "@opentelemetry/api";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { UndiciInstrumentation } from "@opentelemetry/instrumentation-undici";
import { resourceFromAttributes } from "@opentelemetry/resources";
import { AlwaysOffSampler, BatchSpanProcessor, NodeTracerProvider } from "@opentelemetry/sdk-trace-node";

/** Requested every few seconds by orchestration and monitoring: not part of a user's request. */
const UNTRACED = ["/health/live", "/health/ready", "/metrics"];

/**
 * Records spans and sends them to an OpenTelemetry collector: requests that Fastify apps answer from now on, requests to
 * other services, and the work of the bus. Without an endpoint nothing is recorded; ids of traces are made and passed on
 * all the same, so that what belongs together can be found by them in events and messages.
 *
 * @param endpoint base address of a collector that accepts OTLP over HTTP, such as `http://collector:4318`
 * @returns a function that flushes pending spans and shuts the exporter down
 */
export function startTracing(options: {
  service: string;
  endpoint: string | undefined;
}): () => Promise<void> {
  const { service, endpoint } = options;
  const provider =
    endpoint === undefined
      ? new NodeTracerProvider({ sampler: new AlwaysOffSampler() })
      : new NodeTracerProvider({
          resource: resourceFromAttributes({ "service.name": service }),
          spanProcessors: [new BatchSpanProcessor(exporterTo(endpoint), { scheduledDelayMillis: 1_000 })],
        });
  provider.register();
  new FastifyOtelInstrumentation({
    registerOnInitialization: true,
    // One span for each request: spans of single hooks would bury it.
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

const exporterTo = (endpoint: string) =>
  new OTLPTraceExporter({ url: `${endpoint.replace(/\/$/, "")}/v1/traces` });

/** The current trace, for work that is stored now and done later; `null` without one. */
export function currentTraceparent(): string | null {
  const carrier: { traceparent?: string } = {};
  propagation.inject(context.active(), carrier);
  return carrier.traceparent ?? null;
}

/** Runs work that was stored earlier as part of the trace that stored it. */
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
