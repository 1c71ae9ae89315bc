import { z } from "zod";
import { realistic } from "./realism.ts";
import type { SimulatorOptions } from "./simulator.ts";

const url = () => z.string().regex(/^https?:\/\/[^\s]+$/, "must be an http or https address");
const count = (fallback: number) => z.coerce.number().int().min(0).default(fallback);

/** Every environment variable, what it means, and what it is when it is not set. */
const environment = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(4242).describe("Where it listens"),
  HOST: z.string().min(1).default("127.0.0.1").describe("On which address it listens"),
  DATABASE_PATH: z.string().min(1).default(":memory:").describe("SQLite file that keeps the state"),
  PUBLIC_URL: url().optional().describe("Origin of the hosted pages, such as http://127.0.0.1:4242; no path"),
  PLATFORM_WEBHOOK_URL: url().optional().describe("Gets the platform's own events"),
  PLATFORM_WEBHOOK_SECRET: z.string().min(1).optional().describe("Signs them"),
  CONNECTED_WEBHOOK_URL: url().optional().describe("Gets the events of connected accounts"),
  CONNECTED_WEBHOOK_SECRET: z.string().min(1).optional().describe("Signs them"),
  ACCOUNTS_WEBHOOK_URL: url().optional().describe("Gets the thin events of Accounts v2"),
  ACCOUNTS_WEBHOOK_SECRET: z.string().min(1).optional().describe("Signs them"),
  PAYOUT_DELAY_MS: count(1000).describe("From a payout's creation to paid or failed"),
  DISPUTE_DELAY_MS: count(2000).describe("From payment with the chargeback card to the dispute"),
  REFUND_REFERENCE_DELAY_MS: count(1000).describe("From a refund to its bank reference (refund.updated)"),
  WEBHOOK_RETRY_MS: count(500).describe("Wait before a webhook's first repeat; doubles up to a minute"),
  MIN_SESSION_LIFETIME_S: count(1800).describe(
    "Least time a Checkout Session may be open; Stripe: 30 minutes",
  ),
  STRIPE_SIM_REALISTIC: z
    .enum(["0", "1"])
    .default("0")
    .describe("1: as hard as Stripe; funds settle after days, accounts are paid out by themselves, …"),
  SETTLEMENT_DELAY_MS: z.coerce
    .number()
    .int()
    .min(0)
    .optional()
    .describe("From a payment to its money being available; default: at once, or Stripe's 3 days"),
  POLICY_TIME_SCALE: z.coerce
    .number()
    .positive()
    .default(1)
    .describe("How many times faster than real time Stripe's days pass"),
  LOG_LEVEL: z
    .enum(["trace", "debug", "info", "warn", "error", "silent"])
    .default("info")
    .describe("Least level that is logged"),
});

export type ConfigResult = { kind: "ok"; options: SimulatorOptions } | { kind: "wrong"; message: string };

/** Reads the environment, or says which variables are wrong and how. */
export function readConfig(env: Record<string, string | undefined>): ConfigResult {
  // An empty variable is one that is not set, as in compose files.
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ""));
  const read = environment.safeParse(given);
  if (!read.success)
    return { kind: "wrong", message: `The environment is wrong.\n${z.prettifyError(read.error)}` };
  const config = read.data;
  const problems = [
    originProblem(config.PUBLIC_URL),
    pairProblem("PLATFORM", config.PLATFORM_WEBHOOK_URL, config.PLATFORM_WEBHOOK_SECRET),
    pairProblem("CONNECTED", config.CONNECTED_WEBHOOK_URL, config.CONNECTED_WEBHOOK_SECRET),
    pairProblem("ACCOUNTS", config.ACCOUNTS_WEBHOOK_URL, config.ACCOUNTS_WEBHOOK_SECRET),
  ].filter((problem) => problem !== null);
  if (problems.length > 0)
    return { kind: "wrong", message: `The environment is wrong.\n${problems.join("\n")}` };
  const platform = webhook(config.PLATFORM_WEBHOOK_URL, config.PLATFORM_WEBHOOK_SECRET);
  const connected = webhook(config.CONNECTED_WEBHOOK_URL, config.CONNECTED_WEBHOOK_SECRET);
  const accounts = webhook(config.ACCOUNTS_WEBHOOK_URL, config.ACCOUNTS_WEBHOOK_SECRET);
  return {
    kind: "ok",
    options: {
      port: config.PORT,
      host: config.HOST,
      databasePath: config.DATABASE_PATH,
      ...(config.PUBLIC_URL === undefined ? {} : { publicUrl: new URL(config.PUBLIC_URL).origin }),
      ...(platform === null ? {} : { platformWebhook: platform }),
      ...(connected === null ? {} : { connectedWebhook: connected }),
      ...(accounts === null ? {} : { accountsWebhook: accounts }),
      payoutDelayMs: config.PAYOUT_DELAY_MS,
      disputeDelayMs: config.DISPUTE_DELAY_MS,
      refundReferenceDelayMs: config.REFUND_REFERENCE_DELAY_MS,
      webhookRetryMs: config.WEBHOOK_RETRY_MS,
      minSessionLifetimeS: config.MIN_SESSION_LIFETIME_S,
      realism: {
        ...(config.STRIPE_SIM_REALISTIC === "1" ? realistic(config.POLICY_TIME_SCALE) : {}),
        ...(config.SETTLEMENT_DELAY_MS === undefined
          ? {}
          : { settlementDelayMs: config.SETTLEMENT_DELAY_MS }),
      },
      logLevel: config.LOG_LEVEL,
    },
  };
}

/** The pages post to paths of their own origin, which a path in front of them would break. */
function originProblem(publicUrl: string | undefined): string | null {
  if (publicUrl === undefined) return null;
  const { origin } = new URL(publicUrl);
  if (publicUrl === origin || publicUrl === `${origin}/`) return null;
  return `✖ PUBLIC_URL must be an origin without path, query or fragment, such as ${origin}; it is ${publicUrl}`;
}

function pairProblem(name: string, address: string | undefined, secret: string | undefined): string | null {
  if ((address === undefined) === (secret === undefined)) return null;
  const [missing, present] = address === undefined ? ["URL", "SECRET"] : ["SECRET", "URL"];
  return `✖ ${name}_WEBHOOK_${missing} is missing: ${name}_WEBHOOK_${present} is set, and both are needed`;
}

function webhook(
  address: string | undefined,
  secret: string | undefined,
): { url: string; secret: string } | null {
  return address === undefined || secret === undefined ? null : { url: address, secret };
}
