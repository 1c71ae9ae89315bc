import { startDeliveries } from "./events/deliveries.ts";
import { handleJob } from "./scheduler/job-handlers.ts";
import { schedule, startScheduler } from "./scheduler/jobs.ts";
import { buildServer } from "./server.ts";
import { openDatabase } from "./store/database.ts";
import { objectsOf } from "./store/objects.ts";
import type { Settings, WebhookEndpoint, World } from "./world.ts";

export type SimulatorOptions = {
  /** 0, the default, takes a free one. */
  port?: number;
  host?: string;
  /** A file keeps the state from one start to the next; `:memory:`, the default, does not. */
  databasePath?: string;
  /** Where browsers reach the hosted pages, when that is not where the server listens. */
  publicUrl?: string;
  /**
   * Stripe's kinds of webhook endpoint; events for one that is missing are stored and never sent. Without one for
   * accounts, their thin events go where those of connected accounts go.
   */
  platformWebhook?: WebhookEndpoint;
  connectedWebhook?: WebhookEndpoint;
  accountsWebhook?: WebhookEndpoint;
  payoutDelayMs?: number;
  disputeDelayMs?: number;
  refundReferenceDelayMs?: number;
  webhookRetryMs?: number;
  webhookTimeoutMs?: number;
  minSessionLifetimeS?: number;
  logLevel?: string;
  now?: () => Date;
  random?: () => number;
};

export type Simulator = {
  url: string;
  host: string;
  port: number;
  /** Ends it within moments: what was not delivered waits in the database for the next start. */
  close(): Promise<void>;
};

const defaultDelays = {
  payoutDelayMs: 1000,
  disputeDelayMs: 2000,
  refundReferenceDelayMs: 1000,
  webhookRetryMs: 500,
  webhookTimeoutMs: 10_000,
  minSessionLifetimeS: 30 * 60,
} as const satisfies Partial<Settings>;

/** Starts a simulator that listens, delivers webhooks and does its later work until it is closed. */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const host = options.host ?? "127.0.0.1";
  const database = openDatabase(options.databasePath ?? ":memory:");
  const wakers: (() => void)[] = [];
  let isWakePlanned = false;
  const world: World = {
    database,
    objects: objectsOf(database),
    settings: settingsFrom(options),
    now: options.now ?? (() => new Date()),
    random: options.random ?? Math.random,
    // Later, so that nobody acts on what a transaction has written before it is committed.
    wake() {
      if (isWakePlanned) return;
      isWakePlanned = true;
      setImmediate(() => {
        isWakePlanned = false;
        for (const waker of wakers) waker();
      });
    },
  };
  const app = buildServer(world, options.logLevel ?? "silent");
  await app.listen({ host, port: options.port ?? 0 });
  const address = app.server.address();
  const port = typeof address === "object" && address !== null ? address.port : (options.port ?? 0);
  const url = `http://${host}:${port}`;
  if (options.publicUrl === undefined) world.settings.publicUrl = url;

  const scheduler = startScheduler(world, (job) => handleJob(world, job));
  const deliveries = startDeliveries(world);
  wakers.push(scheduler.wake, deliveries.wake);
  database.run("DELETE FROM jobs WHERE kind = 'forget_idempotency_keys'");
  schedule(world, { kind: "forget_idempotency_keys", target: "" }, 0);

  return {
    url,
    host,
    port,
    async close() {
      wakers.length = 0;
      scheduler.stop();
      await deliveries.stop();
      await app.close();
      database.close();
    },
  };
}

function settingsFrom(options: SimulatorOptions): Settings {
  return {
    publicUrl: options.publicUrl ?? "",
    webhooks: {
      ...(options.platformWebhook === undefined ? {} : { platform: options.platformWebhook }),
      ...(options.connectedWebhook === undefined ? {} : { connected: options.connectedWebhook }),
      ...(options.accountsWebhook === undefined ? {} : { accounts: options.accountsWebhook }),
    },
    payoutDelayMs: options.payoutDelayMs ?? defaultDelays.payoutDelayMs,
    disputeDelayMs: options.disputeDelayMs ?? defaultDelays.disputeDelayMs,
    refundReferenceDelayMs: options.refundReferenceDelayMs ?? defaultDelays.refundReferenceDelayMs,
    webhookRetryMs: options.webhookRetryMs ?? defaultDelays.webhookRetryMs,
    webhookTimeoutMs: options.webhookTimeoutMs ?? defaultDelays.webhookTimeoutMs,
    minSessionLifetimeS: options.minSessionLifetimeS ?? defaultDelays.minSessionLifetimeS,
  };
}
