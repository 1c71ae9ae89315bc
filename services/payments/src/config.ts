import { storedConfig } from "@vc/service";
import { z } from "zod";

const percent = z.coerce.number().min(0).max(100).multipleOf(0.01);

export const paymentsConfig = storedConfig.extend({
  STRIPE_SECRET_KEY: z.string().min(1).describe("Stripe's secret key, test or live"),
  STRIPE_API_URL: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe("another address that speaks Stripe's API; empty: Stripe itself"),
  STRIPE_TIMEOUT_MS: z.coerce
    .number()
    .int()
    .min(100)
    .max(25_000)
    .default(15_000)
    .describe("how long to wait for an answer of Stripe"),
  STRIPE_PLATFORM_WEBHOOK_SECRET: z
    .string()
    .min(1)
    .describe("signs webhooks about the platform's own account"),
  STRIPE_CONNECTED_WEBHOOK_SECRET: z.string().min(1).describe("signs webhooks about sellers' payouts"),
  STRIPE_ACCOUNTS_WEBHOOK_SECRET: z
    .string()
    .min(1)
    .describe("signs the thin events about sellers' accounts (Accounts v2)"),
  STRIPE_POLL_INTERVAL_MS: z.coerce
    .number()
    .int()
    .min(100)
    .default(60_000)
    .describe("how often to ask Stripe for events that never came"),
  WORK_POLL_INTERVAL_MS: z.coerce
    .number()
    .int()
    .min(100)
    .default(5_000)
    .describe("how often to look for recorded work that no nudge announced"),
  COMMISSION_PERCENT: percent
    .default(20)
    .describe("the platform's share of the seller's part, VAT included (R28)"),
  VAT_PERCENT: percent.default(20).describe("rate of the VAT that the commission contains (R28)"),
  MINIMUM_WITHDRAWAL_CENTS: z.coerce
    .number()
    .int()
    .min(1)
    .default(100)
    .describe("the least that can be withdrawn, in cents; not below Stripe's own minimum for a payout (R29)"),
  PAYOUT_COUNTRY: z
    .string()
    .regex(/^[a-z]{2}$/)
    .default("fr")
    .describe("country of new payout accounts, two letters"),
  PLATFORM_LEGAL_NAME: z
    .string()
    .min(1)
    .default("Vendor Consolidation (demonstration)")
    .describe("who issues invoices: name and legal form"),
  PLATFORM_ADDRESS: z
    .string()
    .min(1)
    .default("1 rue de l'Exemple, 75000 Paris, France")
    .describe("registered office, on invoices"),
  PLATFORM_REGISTRATION: z
    .string()
    .min(1)
    .default("SIREN 000 000 000, RCS Paris")
    .describe("SIREN, register and capital, on invoices"),
  PLATFORM_VAT_NUMBER: z.string().min(1).default("FR00000000000").describe("VAT number, on invoices"),
  WEB_URL: z
    .url({ protocol: /^https?$/ })
    .transform((url) => url.replace(/\/$/, ""))
    .describe("the web app: people come back there from Stripe's pages"),
});
export type PaymentsConfig = z.output<typeof paymentsConfig>;
