import type { Realism } from "@vc/stripe-simulator";
import { testPlatform } from "@vc/testing";
import { freePort } from "@vc/testing/ports";
import type { z } from "zod";
import { auditPayments } from "../src/audit/audit.ts";
import { paymentsConfig } from "../src/config.ts";
import { composePayments, createPaymentsParts } from "../src/deps.ts";
import type { JournalDocument } from "../src/ledger/model.ts";
import { callsAt } from "./calls-at.ts";
import { endNews, orderNews } from "./order-news.ts";
import { peopleOf } from "./people-of.ts";
import { runningClock } from "./running-clock.ts";
import { simulatedStripe } from "./simulated-stripe.ts";

const SECRETS = {
  platform: "whsec_platform_test",
  connected: "whsec_connected_test",
  accounts: "whsec_accounts_test",
};

/**
 * The payments service on a real database, a real broker and the Stripe simulator, listening for its webhooks.
 *
 * @param isWorking `false`: nothing works in the background; the test takes each step itself
 * @param random decides about Stripe's faults that have a probability
 * @param realism what of Stripe's hardness is simulated. Default: nothing
 */
export async function buildTestApp({
  isWorking = true,
  random,
  realism,
  // Most tests count in single cents.
  minimumWithdrawalCents = 1,
}: {
  isWorking?: boolean;
  random?: () => number;
  realism?: Partial<Realism>;
  minimumWithdrawalCents?: number;
} = {}) {
  const clock = runningClock();
  const surroundings = await testPlatform({ service: "payments", clock });
  const { platform } = surroundings;

  // Stripe must know the service's address, and the service Stripe's: the port is taken before it is listened on.
  const port = await freePort();
  const webhookBase = `http://127.0.0.1:${port}`;
  const simulator = await simulatedStripe({
    now: clock.now,
    random,
    realism,
    webhookBase,
    platformSecret: SECRETS.platform,
    connectedSecret: SECRETS.connected,
    accountsSecret: SECRETS.accounts,
  });
  const config = configFor(surroundings.namespace, port, simulator.url, minimumWithdrawalCents);
  /** Another process of the service beside the first, on the same database; nothing in it works by itself. */
  async function anotherProcess(found: { mongoUrl?: string; stripeUrl?: string } = {}) {
    const other = await surroundings.anotherProcess(found.mongoUrl);
    const otherConfig = { ...config, STRIPE_API_URL: found.stripeUrl ?? simulator.url };
    const otherParts = createPaymentsParts(other.platform, otherConfig);
    const otherBuilt = await composePayments(other.platform, otherConfig, otherParts);
    return {
      parts: otherParts,
      call: callsAt(otherBuilt.app, surroundings.authorization),
      close: async () => {
        await other.close();
        await otherBuilt.app.close();
      },
    };
  }

  const parts = createPaymentsParts(platform, config);
  const { app, work } = await composePayments(platform, config, parts);
  await surroundings.start();
  const stopWork = isWorking ? await work?.() : undefined;
  await app.listen({ port, host: "127.0.0.1" });

  const call = callsAt(app, surroundings.authorization);
  const world = { ...surroundings, clock, simulator };
  const news = orderNews(world);
  const ends = endNews(world);
  return {
    ...world,
    parts,
    app,
    secrets: SECRETS,
    anotherProcess,
    call,
    ...news,
    ...ends,
    ...peopleOf({ ...world, ...news, ...ends, call }),
    /** R27: what the ledger's own check finds; a test ends with nothing. */
    findings: () => auditPayments(platform.database, clock.now()),
    entries: (filter: object = {}) =>
      platform.db.collection<JournalDocument>("journal").find(filter).toArray(),
    stop: async () => {
      const closed = app.close();
      // A connection on which Stripe's webhook has sent nothing yet is not idle: it would be waited for, for a minute.
      app.server.closeAllConnections();
      await closed;
      await stopWork?.();
      await simulator.close();
      await surroundings.stop();
    },
  };
}

function configFor(
  { mongoUrl, dbName, amqpUrl }: Awaited<ReturnType<typeof testPlatform>>["namespace"],
  port: number,
  stripeUrl: string,
  minimumWithdrawalCents: number,
): z.output<typeof paymentsConfig> {
  return paymentsConfig.parse({
    PORT: String(port),
    JWKS_URL: "http://127.0.0.1/unused",
    MONGO_URL: mongoUrl,
    MONGO_DATABASE: dbName,
    AMQP_URL: amqpUrl,
    STRIPE_SECRET_KEY: "sk_test_payments",
    STRIPE_API_URL: stripeUrl,
    STRIPE_TIMEOUT_MS: "1000",
    STRIPE_PLATFORM_WEBHOOK_SECRET: SECRETS.platform,
    STRIPE_CONNECTED_WEBHOOK_SECRET: SECRETS.connected,
    STRIPE_ACCOUNTS_WEBHOOK_SECRET: SECRETS.accounts,
    WORK_POLL_INTERVAL_MS: "200",
    MINIMUM_WITHDRAWAL_CENTS: String(minimumWithdrawalCents),
    WEB_URL: "https://web.example.test/",
  });
}

export type TestApp = Awaited<ReturnType<typeof buildTestApp>>;
