export * from "./fake-clock.ts";
export * from "./namespace.ts";
export * from "./people/index.ts";
export * from "./tcp-proxy.ts";
export * from "./test-infrastructure.ts";
export * from "./test-keys.ts";
export * from "./test-platform.ts";
export { type CollectedSpan, spansOf, startTraceCollector, type TraceCollector } from "./trace-collector.ts";
