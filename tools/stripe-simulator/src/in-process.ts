import type { FastifyInstance, LightMyRequestResponse } from "fastify";
import Stripe from "stripe";
import { handleJob, startRecurringJobs } from "./scheduler/job-handlers.ts";
import { runDueJobs } from "./scheduler/jobs.ts";
import { buildServer } from "./server.ts";
import { openDatabase } from "./store/database.ts";
import type { ThinEvent } from "./store/kinds.ts";
import { counted, type SavedState, savedStatesOf } from "./store/saved-state.ts";
import { type WorldOptions, worldOf } from "./world-of.ts";

export type { Realism } from "./realism.ts";
export type { Row } from "./store/database.ts";
export type { SavedState } from "./store/saved-state.ts";

/** What becomes of a request on its way: it arrives (`go`), or not, and its answer comes back, or not. */
export type Network = <T>(request: { method: string; url: string }, go: () => Promise<T>) => Promise<T>;

/** A simulator in the caller's process: no port, no timers, and the caller's clock. */
export type InProcessSimulator = {
  /** The real client; its requests go to the simulator without a network. */
  readonly stripe: Stripe;
  /** Posts JSON to the control API, or a form to a hosted page. */
  post(path: string, body?: Readonly<Record<string, unknown>>): Promise<{ status: number; body: unknown }>;
  submit(path: string, form: Readonly<Record<string, string>>): Promise<{ status: number }>;
  /** Does what is due by now: expiries, payouts, bank references. */
  runDueJobs(): void;
  /** All that is stored, to come back to: for a caller that tries several continuations of one moment. */
  save(): SavedState;
  restore(state: SavedState): void;
  /** The events since the last time, in their order; they are stored no longer. */
  takeEvents(): (Stripe.Event | ThinEvent)[];
  close(): Promise<void>;
};

/** Opens a simulator without webhook endpoints: events are stored, and read with `events.list`. */
export function openInProcess(
  options: WorldOptions & { now: () => Date; network?: Network },
): InProcessSimulator {
  const database = counted(openDatabase(":memory:"));
  let eventsTakenAt = -1;
  const world = worldOf(database, { publicUrl: "http://simulator.test", ...options }, () => {});
  startRecurringJobs(world);
  const app = buildServer(world, "silent");
  const stripe = new Stripe("sk_test_in_process", {
    httpClient: clientOf(app, options.network ?? ((_request, go) => go())),
    maxNetworkRetries: 0,
    telemetry: false,
  });
  return {
    stripe,
    post: async (url, payload = {}) => {
      const answer = await app.inject({ method: "POST", url, payload });
      return { status: answer.statusCode, body: answer.json() };
    },
    submit: async (url, form) => {
      const headers = { "content-type": "application/x-www-form-urlencoded" };
      const payload = new URLSearchParams(form).toString();
      return { status: (await app.inject({ method: "POST", url, headers, payload })).statusCode };
    },
    runDueJobs: () => runDueJobs(world, (job) => handleJob(world, job)),
    ...savedStatesOf(database),
    takeEvents: () => {
      if (eventsTakenAt === database.writesTo("objects")) return [];
      const rows = database.all(
        "SELECT object FROM objects WHERE kind IN ('event', 'v2.core.event') ORDER BY position",
      );
      if (rows.length > 0) database.run("DELETE FROM objects WHERE kind IN ('event', 'v2.core.event')");
      eventsTakenAt = database.writesTo("objects");
      return rows.map((row) => JSON.parse(String(row.object)));
    },
    close: async () => {
      await app.close();
      database.close();
    },
  };
}

/** How stripe-node sends a request: here, into the server of this process. */
function clientOf(app: FastifyInstance, network: Network): Stripe.HttpClient {
  return {
    getClientName: () => "in-process",
    makeRequest: (_host, _port, url, method, headers, payload) =>
      network({ method, url }, async () => {
        const answer = await app.inject({
          // stripe-node sends these two.
          method: method as "GET" | "POST",
          url,
          headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)])),
          ...(payload === null || payload === "" ? {} : { payload }),
        });
        return responseOf(answer);
      }),
  };
}

function responseOf(answer: LightMyRequestResponse) {
  return {
    getStatusCode: () => answer.statusCode,
    getHeaders: () =>
      Object.fromEntries(Object.entries(answer.headers).map(([name, value]) => [name, String(value)])),
    getRawResponse: () => answer,
    toStream: () => answer.stream(),
    toJSON: async () => answer.json(),
  };
}
