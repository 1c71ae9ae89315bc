import type { IncomingHttpHeaders } from "node:http";
import { HttpProblem, type Logger, SERVICE_UNAVAILABLE_HEADER } from "@vc/http";
import type { FastifyReply, FastifyRequest } from "fastify";
import { Counter, Gauge, type Registry } from "prom-client";
import { type UpstreamName, upstreams } from "../routing/routing-table.ts";
import { admit, type Circuit, closedCircuit, recordOutcome } from "./circuit.ts";

declare module "fastify" {
  interface FastifyRequest {
    /** Whether this request probes a service whose circuit is open. */
    isProbe: boolean;
  }
}

/** Statuses with which a proxy in front of a service says that the service does not answer. */
const FAILED_STATUSES: readonly number[] = [502, 504];

/**
 * Whether an answer says that its service cannot work. Another 503 is an answer that the service means for one request: it
 * must not take the service away from all others.
 */
export function isServiceFailure(status: number, headers: IncomingHttpHeaders): boolean {
  return FAILED_STATUSES.includes(status) || (status === 503 && SERVICE_UNAVAILABLE_HEADER in headers);
}

/**
 * One circuit per service: a service that keeps failing gets no requests for some seconds, so that clients get an answer
 * at once and the service gets the time to recover.
 */
export function openCircuits(options: { registry: Registry; log: Logger; nowMs: () => number }) {
  const { registry, log, nowMs } = options;
  const circuits = new Map<UpstreamName, Circuit>();
  const isOpen = new Gauge({
    name: "gateway_circuit_open",
    help: "1 while the circuit of a service is open because it kept failing",
    labelNames: ["upstream"],
    registers: [registry],
  });
  const refused = new Counter({
    name: "gateway_circuit_refused_total",
    help: "requests that were refused because the circuit of their service is open",
    labelNames: ["upstream"],
    registers: [registry],
  });
  // The keys are those of the table, which Object.keys forgets.
  for (const upstream of Object.keys(upstreams) as UpstreamName[]) {
    isOpen.set({ upstream }, 0);
    refused.inc({ upstream }, 0);
  }

  const circuitOf = (service: UpstreamName) => circuits.get(service) ?? closedCircuit(nowMs());

  function change(service: UpstreamName, circuit: Circuit): void {
    const before = circuitOf(service).kind;
    circuits.set(service, circuit);
    if (before === circuit.kind) return;
    isOpen.set({ upstream: service }, circuit.kind === "open" ? 1 : 0);
    if (circuit.kind === "open")
      log.error({ upstream: service }, "circuit opened: the service keeps failing");
    else log.info({ upstream: service }, "circuit closed: the service answers again");
  }

  return {
    /** Refuses requests to a service whose circuit is open; for a hook before the body is read. */
    refuseWhileOpen(request: FastifyRequest, reply: FastifyReply): void {
      const service = request.routeOptions.config.proxied?.service;
      if (service === undefined) return;
      const admission = admit(circuitOf(service), nowMs());
      if (admission.kind === "admitted") {
        request.isProbe = admission.isProbe;
        if (admission.isProbe) change(service, admission.circuit);
        return;
      }
      refused.inc({ upstream: service });
      void reply.header("retry-after", Math.ceil(admission.retryAfterMs / 1_000));
      throw new HttpProblem(
        503,
        "unavailable",
        `The part "${service}" is not available right now. Try again.`,
      );
    },

    /** Records whether a service failed with a request. */
    record(request: Pick<FastifyRequest, "isProbe">, service: UpstreamName, hasFailed: boolean): void {
      const outcome = { hasFailed, isProbe: request.isProbe };
      change(service, recordOutcome(circuitOf(service), outcome, nowMs()));
    },
  };
}
export type Circuits = ReturnType<typeof openCircuits>;
