import type { Fault, Realism } from "@vc/stripe-simulator";
import { type SimulatorState, startSimulator } from "@vc/stripe-simulator";
import { waitFor } from "@vc/testing";
import Stripe from "stripe";

type FaultInput = Partial<Fault> & { kind: Fault["kind"] };

/** The Stripe simulator, with what tests make it do. Webhooks go to `deliverTo`, which may be filled in later. */
export async function simulatedStripe(options: {
  now: () => Date;
  webhookBase: string;
  platformSecret: string;
  connectedSecret: string;
  accountsSecret: string;
  /** Decides about faults that have a probability. */
  random?: (() => number) | undefined;
  /** What of Stripe's hardness is simulated. */
  realism?: Partial<Realism> | undefined;
}) {
  const simulator = await startSimulator({
    now: options.now,
    ...(options.random === undefined ? {} : { random: options.random }),
    ...(options.realism === undefined ? {} : { realism: options.realism }),
    payoutDelayMs: 50,
    refundReferenceDelayMs: 50,
    webhookRetryMs: 100,
    platformWebhook: {
      url: `${options.webhookBase}/v1/payments/webhooks/platform`,
      secret: options.platformSecret,
    },
    connectedWebhook: {
      url: `${options.webhookBase}/v1/payments/webhooks/connected`,
      secret: options.connectedSecret,
    },
    accountsWebhook: {
      url: `${options.webhookBase}/v1/payments/webhooks/accounts`,
      secret: options.accountsSecret,
    },
  });
  const { hostname: host, port } = new URL(simulator.url);
  const stripe = new Stripe("sk_test_looking", { host, port, protocol: "http", maxNetworkRetries: 0 });

  async function control(path: string, body: object = {}, method = "POST"): Promise<unknown> {
    const answer = await fetch(`${simulator.url}/_control/${path}`, {
      method,
      headers: { "content-type": "application/json" },
      ...(method === "POST" ? { body: JSON.stringify(body) } : {}),
    });
    if (!answer.ok) throw new Error(`simulator: ${path}: ${answer.status} ${await answer.text()}`);
    return answer.json();
  }

  const state = async (): Promise<SimulatorState> =>
    // The simulator's own type of what it answers here.
    (await control("state", {}, "GET")) as SimulatorState;

  return {
    ...simulator,
    /** To look at what is there, beside the service. */
    stripe,
    control,
    state,
    fault: (fault: FaultInput) => control("faults", fault),
    /** Fills in the hosted page of a session. @returns the page's status: 303 is paid */
    async pay(url: string, number = "4242424242424242"): Promise<number> {
      const form = new URLSearchParams({ number, expiry: "12/39", cvc: "123", name: "Test Person" });
      const answer = await fetch(url, { method: "POST", body: form, redirect: "manual" });
      await answer.body?.cancel();
      return answer.status;
    },
    async onboard(url: string, iban = "FR7630006000011234567890189"): Promise<void> {
      const form = new URLSearchParams({ name: "Test Person", iban });
      const answer = await fetch(url, { method: "POST", body: form, redirect: "manual" });
      if (answer.status !== 303) throw new Error(`onboarding page: ${answer.status} ${await answer.text()}`);
    },
    /** Every fault has struck as often as it was to. */
    struck: () => waitFor(async () => (await state()).faults.length === 0, { what: "the fault to strike" }),
    webhooksDelivered: () =>
      waitFor(async () => (await state()).webhooks.counts.pending === 0, {
        what: "all webhooks to be delivered",
      }),
  };
}
