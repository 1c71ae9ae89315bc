import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** What a test wants to know of a span. */
export interface CollectedSpan {
  readonly service: string;
  readonly name: string;
  readonly traceId: string;
  readonly spanId: string;
  /** Empty for the first span of a trace. */
  readonly parentSpanId: string;
}

/** The part of OTLP's JSON (opentelemetry.io/docs/specs/otlp) that is read here. */
interface ExportedTraces {
  readonly resourceSpans: readonly {
    readonly resource: {
      readonly attributes: readonly {
        readonly key: string;
        readonly value: { readonly stringValue?: string };
      }[];
    };
    readonly scopeSpans: readonly {
      readonly spans: readonly {
        readonly name: string;
        readonly traceId: string;
        readonly spanId: string;
        readonly parentSpanId?: string;
      }[];
    }[];
  }[];
}

export interface TraceCollector {
  /** For OTEL_EXPORTER_OTLP_ENDPOINT. */
  readonly url: string;
  stop(): Promise<void>;
}

/** What has come to a collector of one trace; another process may ask too. */
export async function spansOf(collectorUrl: string, traceId: string): Promise<CollectedSpan[]> {
  const response = await fetch(`${collectorUrl}/spans/${traceId}`);
  // Written a few lines below.
  return (await response.json()) as CollectedSpan[];
}

/** An OpenTelemetry collector that only remembers: takes spans as OTLP over HTTP on a free port. */
export async function startTraceCollector(): Promise<TraceCollector> {
  const spans: CollectedSpan[] = [];
  const server = createServer(async (request, response) => {
    response.setHeader("content-type", "application/json");
    const asked = /^\/spans\/(\w+)$/.exec(request.url ?? "")?.[1];
    if (asked !== undefined) {
      response.end(JSON.stringify(spans.filter(({ traceId }) => traceId === asked)));
      return;
    }
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    // Sent by OpenTelemetry's own exporter, which keeps to its format.
    spans.push(...spansIn(JSON.parse(Buffer.concat(chunks).toString()) as ExportedTraces));
    response.end("{}");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  // A TCP server has an address with a port.
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function spansIn({ resourceSpans }: ExportedTraces): CollectedSpan[] {
  return resourceSpans.flatMap(({ resource, scopeSpans }) => {
    const service = resource.attributes.find(({ key }) => key === "service.name")?.value.stringValue ?? "";
    return scopeSpans.flatMap((scope) =>
      scope.spans.map(({ name, traceId, spanId, parentSpanId = "" }) => ({
        service,
        name,
        traceId,
        spanId,
        parentSpanId,
      })),
    );
  });
}
