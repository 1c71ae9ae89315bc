import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { waitFor } from "@vc/testing";
import Stripe from "stripe";
import {
  type Fault,
  type Simulator,
  type SimulatorOptions,
  type SimulatorState,
  startSimulator,
} from "../src/index.ts";

export const webhookSecrets = {
  platform: "whsec_platform_test",
  connected: "whsec_connected_test",
  accounts: "whsec_accounts_test",
} as const;
type EndpointName = keyof typeof webhookSecrets;

const endpointNames = ["platform", "connected", "accounts"] as const satisfies EndpointName[];

/** What arrived at a webhook endpoint. `event` has passed stripe-node's own check of the signature. */
export type Arrival = { endpoint: EndpointName; type: string; id: string; payload: string };

export type WebhookReceiver = {
  arrivals: Arrival[];
  /** Every request, also those answered with an error. */
  attempts: number;
  /** What the next requests are answered with; 200 when there is none. */
  answers: number[];
  url(endpoint: EndpointName): string;
  close(): Promise<void>;
};

/** A webhook endpoint as an integration writes it: raw body, stripe-node's check, 200. */
export async function startWebhookReceiver(): Promise<WebhookReceiver> {
  const arrivals: Arrival[] = [];
  const answers: number[] = [];
  const verifier = new Stripe("sk_test_verifier");
  const receiver = { arrivals, answers, attempts: 0 };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      receiver.attempts += 1;
      const endpoint = endpointNames.find((name) => request.url === `/${name}`) ?? "platform";
      const payload = Buffer.concat(chunks).toString("utf8");
      const signature = String(request.headers["stripe-signature"]);
      const { object } = JSON.parse(payload) as { object: string };
      const event =
        object === "event"
          ? verifier.webhooks.constructEvent(payload, signature, webhookSecrets[endpoint])
          : verifier.parseEventNotification(payload, signature, webhookSecrets[endpoint]);
      const status = answers.shift() ?? 200;
      if (status === 200) arrivals.push({ endpoint, type: event.type, id: event.id, payload });
      response.writeHead(status).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  // A listening TCP server has an address object.
  const { port } = server.address() as AddressInfo;
  return Object.assign(receiver, {
    url: (endpoint: EndpointName) => `http://127.0.0.1:${port}/${endpoint}`,
    close: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  });
}

export type TestSimulator = {
  simulator: Simulator;
  stripe: Stripe;
  webhooks: WebhookReceiver;
  /** Ends the simulator and starts it again on the same port, as a new process on the same database would. */
  restart(): Promise<void>;
  close(): Promise<void>;
};

/** A simulator with short delays, a client of it, and both webhook endpoints. */
export async function startTestSimulator(options: SimulatorOptions = {}): Promise<TestSimulator> {
  const webhooks = await startWebhookReceiver();
  const settings: SimulatorOptions = {
    platformWebhook: { url: webhooks.url("platform"), secret: webhookSecrets.platform },
    connectedWebhook: { url: webhooks.url("connected"), secret: webhookSecrets.connected },
    accountsWebhook: { url: webhooks.url("accounts"), secret: webhookSecrets.accounts },
    payoutDelayMs: 20,
    disputeDelayMs: 20,
    refundReferenceDelayMs: 20,
    webhookRetryMs: 20,
    ...options,
  };
  const simulator = await startSimulator(settings);
  const started: TestSimulator = {
    simulator,
    stripe: clientOf(simulator),
    webhooks,
    async restart() {
      await started.simulator.close();
      started.simulator = await startSimulator({ ...settings, port: simulator.port });
      // The connections that this process kept open lead to the old server; a fetch that finds one broken fails once.
      await waitFor(() => stateOf(started.simulator), { what: "an answer after the restart" });
    },
    async close() {
      await started.simulator.close();
      await webhooks.close();
    },
  };
  return started;
}

/** The real client, as payments makes it; retries are off so that a test sees each answer. */
export function clientOf(simulator: Simulator, config: Stripe.StripeConfig = {}): Stripe {
  const { host, port } = simulator;
  return new Stripe("sk_test_simulated", { host, port, protocol: "http", maxNetworkRetries: 0, ...config });
}

export function aSession(
  overrides: Partial<Stripe.Checkout.SessionCreateParams> = {},
): Stripe.Checkout.SessionCreateParams {
  return {
    mode: "payment",
    line_items: [
      {
        quantity: 1,
        price_data: { currency: "eur", unit_amount: 10_000, product_data: { name: "Un logo & sa charte" } },
      },
    ],
    client_reference_id: "order_1",
    customer_email: "buyer@example.test",
    payment_intent_data: { metadata: { orderId: "order_1" }, transfer_group: "order_1" },
    success_url: "http://shop.test/paid?session={CHECKOUT_SESSION_ID}",
    cancel_url: "http://shop.test/cancelled",
    ...overrides,
  };
}

/** Posts a form the way a browser does, and follows nothing. */
export function postForm(url: string, fields: Record<string, string>): Promise<Response> {
  return fetch(url, { method: "POST", body: new URLSearchParams(fields), redirect: "manual" });
}

export function pay(session: Stripe.Checkout.Session, number: string): Promise<Response> {
  return postForm(`${session.url}/pay`, { number, expiry: "12 / 39", cvc: "123", name: "Béa Buyer" });
}

/** A session that has been paid, with its charge. */
export async function paidCharge(
  stripe: Stripe,
  overrides: Partial<Stripe.Checkout.SessionCreateParams> = {},
): Promise<{ session: Stripe.Checkout.Session; charge: Stripe.Charge }> {
  const session = await stripe.checkout.sessions.create(aSession(overrides));
  await pay(session, "4242 4242 4242 4242");
  const paid = await stripe.checkout.sessions.retrieve(session.id, {
    expand: ["payment_intent.latest_charge"],
  });
  // Both were asked for as objects just above.
  const intent = paid.payment_intent as Stripe.PaymentIntent;
  return { session: paid, charge: intent.latest_charge as Stripe.Charge };
}

/** A seller's account that has been through onboarding. */
export async function anActiveAccount(stripe: Stripe, iban = "FR7630006000011234567890189"): Promise<string> {
  const account = await stripe.v2.core.accounts.create(aRecipient());
  const link = await stripe.v2.core.accountLinks.create({
    account: account.id,
    use_case: {
      type: "account_onboarding",
      account_onboarding: { refresh_url: "http://shop.test/again", return_url: "http://shop.test/back" },
    },
  });
  await postForm(link.url, { name: "Sam Seller", iban });
  return account.id;
}

export function aRecipient(): Stripe.V2.Core.AccountCreateParams {
  return {
    contact_email: "seller@example.test",
    display_name: "Sam Seller",
    dashboard: "none",
    identity: { country: "FR", entity_type: "individual" },
    configuration: {
      recipient: { capabilities: { stripe_balance: { stripe_transfers: { requested: true } } } },
    },
    include: ["configuration.recipient", "requirements"],
  };
}

/** Calls the control API. */
export async function control(simulator: Simulator, path: string, body: object = {}): Promise<Response> {
  return fetch(`${simulator.url}/_control/${path}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
}

export function addFault(
  simulator: Simulator,
  fault: Partial<Fault> & { kind: Fault["kind"] },
): Promise<Response> {
  return control(simulator, "faults", fault);
}

export async function stateOf(simulator: Simulator): Promise<SimulatorState> {
  const response = await fetch(`${simulator.url}/_control/state`);
  // The route answers with this very type.
  return (await response.json()) as SimulatorState;
}
