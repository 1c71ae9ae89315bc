import { randomInt } from "node:crypto";
import type { Realism } from "./realism.ts";
import type { Database } from "./store/database.ts";
import type { Objects } from "./store/objects.ts";

/** Stripe has a webhook endpoint for each kind of event; `accounts` is the event destination of Accounts v2. */
export const WEBHOOK_ENDPOINTS = ["platform", "connected", "accounts"] as const;
export type WebhookEndpointName = (typeof WEBHOOK_ENDPOINTS)[number];
export type WebhookEndpoint = { url: string; secret: string };

export type Settings = {
  /** Base of the hosted pages' addresses, such as `http://127.0.0.1:4242`, without a slash at the end. */
  publicUrl: string;
  webhooks: Partial<Record<WebhookEndpointName, WebhookEndpoint>>;
  /** From a payout's creation to its `paid` or `failed`. */
  payoutDelayMs: number;
  /** From the payment with the chargeback card, or from evidence, to the bank's word. */
  disputeDelayMs: number;
  /** From a refund to its bank reference (`refund.updated`). */
  refundReferenceDelayMs: number;
  /** Wait before the first repeat of a webhook; doubles each time, up to a minute. */
  webhookRetryMs: number;
  webhookTimeoutMs: number;
  /** Stripe allows 30 minutes to 24 hours; tests of expiry lower the first. */
  minSessionLifetimeS: number;
  realism: Realism;
};

/** All that the simulator's parts share: state, time, chance and settings; passed as an argument to every function. */
export type World = {
  database: Database;
  objects: Objects;
  settings: Settings;
  now(): Date;
  /** 0 ≤ n < 1; only faults with a probability use it. */
  random(): number;
  /** Says that there is a new job or delivery, so that a loop that sleeps until the next one checks again. */
  wake(): void;
};

export function nowMs(world: World): number {
  return world.now().getTime();
}

export function unixSeconds(world: World): number {
  return Math.floor(nowMs(world) / 1000);
}

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/** A new id in Stripe's form: `ch_` and 24 letters and digits. */
export function newStripeId(prefix: string): string {
  const random = Array.from({ length: 24 }, () => ALPHABET.charAt(randomInt(ALPHABET.length)));
  return `${prefix}_${random.join("")}`;
}

/** The id of what may be an id or an expanded object; stored objects always hold ids. */
export function idOf(reference: string | { id: string } | null | undefined): string | null {
  if (reference === null || reference === undefined) return null;
  return typeof reference === "string" ? reference : reference.id;
}
