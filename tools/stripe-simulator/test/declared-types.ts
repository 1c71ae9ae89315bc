import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** What Stripe's declarations call each answer, by endpoint: the type is written as a test of stripe-node would. */
export const answerTypes: Readonly<Record<string, string>> = {
  "POST /v1/checkout/sessions": "Stripe.Checkout.Session",
  "GET /v1/checkout/sessions": "Stripe.ApiList<Stripe.Checkout.Session>",
  "GET /v1/checkout/sessions/:id": "Stripe.Checkout.Session",
  "GET /v1/checkout/sessions/:id/line_items": "Stripe.ApiList<Stripe.LineItem>",
  "POST /v1/checkout/sessions/:id/expire": "Stripe.Checkout.Session",
  "GET /v1/payment_intents": "Stripe.ApiList<Stripe.PaymentIntent>",
  "GET /v1/payment_intents/:id": "Stripe.PaymentIntent",
  "POST /v1/payment_intents": "Stripe.PaymentIntent",
  "GET /v1/charges": "Stripe.ApiList<Stripe.Charge>",
  "GET /v1/charges/:id": "Stripe.Charge",
  "POST /v1/refunds": "Stripe.Refund",
  "GET /v1/refunds": "Stripe.ApiList<Stripe.Refund>",
  "GET /v1/refunds/:id": "Stripe.Refund",
  "POST /v1/refunds/:id": "Stripe.Refund",
  "POST /v1/refunds/:id/cancel": "Stripe.Refund",
  "POST /v1/transfers": "Stripe.Transfer",
  "GET /v1/transfers": "Stripe.ApiList<Stripe.Transfer>",
  "GET /v1/transfers/:id": "Stripe.Transfer",
  "POST /v1/transfers/:id/reversals": "Stripe.TransferReversal",
  "GET /v1/transfers/:id/reversals": "Stripe.ApiList<Stripe.TransferReversal>",
  "GET /v1/transfers/:id/reversals/:reversalId": "Stripe.TransferReversal",
  "POST /v1/payouts": "Stripe.Payout",
  "GET /v1/payouts": "Stripe.ApiList<Stripe.Payout>",
  "GET /v1/payouts/:id": "Stripe.Payout",
  "POST /v1/payouts/:id/cancel": "Stripe.Payout",
  "GET /v1/balance_settings": "Stripe.BalanceSettings",
  "POST /v1/balance_settings": "Stripe.BalanceSettings",
  "GET /v1/balance": "Stripe.Balance",
  "GET /v1/balance_transactions": "Stripe.ApiList<Stripe.BalanceTransaction>",
  "GET /v1/balance_transactions/:id": "Stripe.BalanceTransaction",
  "GET /v1/disputes": "Stripe.ApiList<Stripe.Dispute>",
  "GET /v1/disputes/:id": "Stripe.Dispute",
  "POST /v1/disputes/:id": "Stripe.Dispute",
  "POST /v1/disputes/:id/close": "Stripe.Dispute",
  "GET /v1/radar/early_fraud_warnings": "Stripe.ApiList<Stripe.Radar.EarlyFraudWarning>",
  "GET /v1/radar/early_fraud_warnings/:id": "Stripe.Radar.EarlyFraudWarning",
  "GET /v1/events": "Stripe.ApiList<Stripe.Event>",
  "GET /v1/events/:id": "Stripe.Event",
  "POST /v2/core/accounts": "Stripe.V2.Core.Account",
  "GET /v2/core/accounts": "Stripe.V2List<Stripe.V2.Core.Account>",
  "GET /v2/core/accounts/:id": "Stripe.V2.Core.Account",
  "POST /v2/core/accounts/:id": "Stripe.V2.Core.Account",
  "POST /v2/core/accounts/:id/close": "Stripe.V2.Core.Account",
  "POST /v2/core/account_links": "Stripe.V2.Core.AccountLink",
  // What stripe-node adds to a v2 event after reading it are its functions.
  "GET /v2/core/events": "Stripe.V2List<AsSent<Stripe.V2.Core.Event>>",
  "GET /v2/core/events/:id": "AsSent<Stripe.V2.Core.Event>",
};

/** What Stripe's declarations call the webhook of an event type. */
export function webhookType(type: string): string {
  return type.startsWith("v2.")
    ? `AsSent<Extract<Stripe.V2.Core.EventNotification, { type: ${JSON.stringify(type)} }>>`
    : `Extract<Stripe.Event, { type: ${JSON.stringify(type)} }>`;
}

const head = `import type Stripe from "stripe";
type AsSent<T> = T extends unknown ? { [K in keyof T as T[K] extends (...given: never) => unknown ? never : K]: K extends "context" ? string : T[K] } : never;
`;

export type Sample = { name: string; type: string; json: string };

/**
 * Writes each sample down as a literal of its declared type and has the compiler judge it, so that a field which
 * Stripe does not declare is found as well as one that is missing or of another type.
 *
 * @returns what the compiler says, with the name of the sample; nothing when all are well
 */
export function judgeByDeclarations(samples: readonly Sample[]): string[] {
  // Inside the package, so that "stripe" is the version that the package has.
  const cache = join(import.meta.dirname, "../node_modules/.cache");
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, "declared-types-"));
  try {
    const lines = samples.map(({ type, json }, index) => `export const s${index}: ${type} = ${json};`);
    writeFileSync(join(folder, "samples.ts"), `${head}${lines.join("\n")}\n`);
    const config = {
      extends: join(import.meta.dirname, "../../../tsconfig.base.json"),
      compilerOptions: { typeRoots: [join(import.meta.dirname, "../../../node_modules/@types")] },
      files: ["samples.ts"],
    };
    writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(config));
    const compiler = join(import.meta.dirname, "../../../node_modules/.bin/tsc");
    const { stdout, stderr, status } = spawnSync(compiler, ["-p", folder, "--pretty", "false"], {
      encoding: "utf8",
    });
    if (status === 0) return [];
    return `${stdout}${stderr}`
      .split("\n")
      .filter((line) => line.trim() !== "")
      .map((line) => named(line, samples));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The compiler names lines; every sample stands on one, after the head. */
function named(message: string, samples: readonly Sample[]): string {
  const line = Number(/samples\.ts\((\d+),/.exec(message)?.[1]);
  const sample = samples[line - head.split("\n").length];
  return sample === undefined ? message : `${sample.name}: ${message}`;
}
