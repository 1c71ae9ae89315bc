import { lenient, type Realism } from "./realism.ts";
import type { Database } from "./store/database.ts";
import { objectsOf } from "./store/objects.ts";
import type { Settings, WebhookEndpoint, World } from "./world.ts";

export type WorldOptions = {
  /** Where browsers reach the hosted pages, when that is not where the server listens. */
  publicUrl?: string;
  /**
   * Stripe's kinds of webhook endpoint; events for a missing one are stored and never sent. Without one for accounts,
   * their thin events go to the one for connected accounts.
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
  /** What of Stripe's hardness is simulated; nothing of it when not given. */
  realism?: Partial<Realism>;
  now?: () => Date;
  random?: () => number;
};

const defaultDelays = {
  payoutDelayMs: 1000,
  disputeDelayMs: 2000,
  refundReferenceDelayMs: 1000,
  webhookRetryMs: 500,
  webhookTimeoutMs: 10_000,
  minSessionLifetimeS: 30 * 60,
} as const satisfies Partial<Settings>;

/** The simulator's state, time, chance and settings on a database. `wake` runs when there is a new job or delivery. */
export function worldOf(database: Database, options: WorldOptions, wake: () => void): World {
  return {
    database,
    objects: objectsOf(database),
    settings: settingsFrom(options),
    now: options.now ?? (() => new Date()),
    random: options.random ?? Math.random,
    wake,
  };
}

function settingsFrom(options: WorldOptions): Settings {
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
    realism: { ...lenient, ...options.realism },
  };
}
