import { waitFor } from "@vc/testing";
import Stripe from "stripe";
import { afterAll, beforeAll, expect, it } from "vitest";
import { signatureHeader } from "../src/events/signature.ts";
import { endpointTable } from "../src/http/endpoint-table.ts";
import { realistic } from "../src/index.ts";
import { answerTypes, judgeByDeclarations, type Sample, webhookType } from "./declared-types.ts";
import {
  anActiveAccount,
  aRecipient,
  aSession,
  control,
  paidCharge,
  pay,
  postForm,
  startTestSimulator,
  type TestSimulator,
  webhookSecrets,
} from "./start-test-simulator.ts";

let test: TestSimulator;
/** Every answer that was not a refusal, by the endpoint that gave it. */
const answers: { endpoint: string; json: string }[] = [];
let stripe: Stripe;
beforeAll(async () => {
  test = await startTestSimulator();
  stripe = recordedClient(test);
});
afterAll(() => test.close());

/** A client of a simulator whose answers are recorded. */
function recordedClient({ simulator: { host, port } }: TestSimulator): Stripe {
  const httpClient = Stripe.createFetchHttpClient(recordedFetch);
  return new Stripe("sk_test_recorded", { host, port, protocol: "http", httpClient });
}

/** The address and method of the table that a request went to. */
function endpointOf(method: string, path: string): string {
  const parts = path.split("/");
  const found = endpointTable.find((row) => {
    const pattern = row.path.split("/");
    return (
      row.method === method &&
      pattern.length === parts.length &&
      pattern.every((part, index) => part.startsWith(":") || part === parts[index])
    );
  });
  return found === undefined ? `${method} ${path}` : `${found.method} ${found.path}`;
}

const recordedFetch: typeof fetch = async (input, init) => {
  const answer = await fetch(input, init);
  const json = await answer.clone().text();
  const endpoint = endpointOf(init?.method ?? "GET", new URL(String(input)).pathname);
  if (answer.ok) answers.push({ endpoint, json: JSON.stringify(JSON.parse(json)) });
  return answer;
};

/** Goes through everything that the simulator can answer and tell, each state that its objects can have included. */
async function exerciseEverything(): Promise<void> {
  const seller = await anActiveAccount(stripe);
  const asSeller = { stripeAccount: seller };
  const onboarding = await stripe.v2.core.accounts.create(aRecipient());
  await stripe.v2.core.accounts.update(onboarding.id, {
    display_name: "Samira",
    include: ["identity", "defaults"],
  });
  await stripe.v2.core.accounts.retrieve(seller, {
    include: ["configuration.recipient", "requirements", "future_requirements", "identity", "defaults"],
  });
  await stripe.v2.core.accounts.list({ limit: 5 });
  await control(test.simulator, `accounts/${seller}/restrict`);
  await stripe.v2.core.accounts.retrieve(seller, { include: ["configuration.recipient", "requirements"] });
  await control(test.simulator, `accounts/${seller}/activate`);
  await stripe.v2.core.accounts.close(onboarding.id);

  const { session, charge } = await paidCharge(stripe);
  await stripe.checkout.sessions.retrieve(session.id, {
    expand: ["line_items", "payment_intent.latest_charge.balance_transaction"],
  });
  await stripe.checkout.sessions.listLineItems(session.id);
  const open = await stripe.checkout.sessions.create(aSession({ locale: "fr" }));
  await pay(open, "4000000000000002");
  await pay(open, "4000002500003155");
  await stripe.checkout.sessions.list({ limit: 10 });
  await stripe.paymentIntents.list({});
  await stripe.paymentIntents.retrieve(String(charge.payment_intent));
  await stripe.checkout.sessions.expire(open.id);
  await stripe.charges.retrieve(charge.id, { expand: ["refunds", "balance_transaction"] });

  const refund = await stripe.refunds.create({ charge: charge.id, amount: 100, reason: "duplicate" });
  await stripe.refunds.update(refund.id, { metadata: { seen: "yes" } });
  await waitFor(() => arrived("refund.updated", refund.id), { what: "refund.updated" });
  await control(test.simulator, `refunds/${refund.id}/fail`);
  await stripe.refunds.retrieve(refund.id, { expand: ["failure_balance_transaction"] });
  await stripe.refunds.list({ charge: charge.id });

  const transfer = await stripe.transfers.create({
    amount: 8000,
    currency: "eur",
    destination: seller,
    source_transaction: charge.id,
  });
  const reversal = await stripe.transfers.createReversal(transfer.id, { amount: 1000, expand: ["transfer"] });
  await stripe.transfers.retrieveReversal(transfer.id, reversal.id);
  await stripe.transfers.listReversals(transfer.id);
  await stripe.transfers.retrieve(transfer.id, { expand: ["balance_transaction"] });
  await stripe.transfers.list({ destination: seller });

  const payout = await stripe.payouts.create({ amount: 500, currency: "eur" }, asSeller);
  await waitFor(() => arrived("payout.paid", payout.id), { what: "payout.paid" });
  await stripe.payouts.list({}, asSeller);
  await control(test.simulator, `payouts/${payout.id}/fail`);
  await stripe.payouts.retrieve(payout.id, { expand: ["failure_balance_transaction"] }, asSeller);
  await stripe.balance.retrieve({}, asSeller);
  await stripe.balance.retrieve();

  for (const [verdict, evidence] of [
    ["won", "winning_evidence"],
    ["lost", "losing_evidence"],
  ] as const) {
    const disputed = await paidCharge(stripe);
    await control(test.simulator, `charges/${disputed.charge.id}/dispute`);
    const dispute = (await stripe.disputes.list({ charge: disputed.charge.id })).data[0];
    await stripe.disputes.update(dispute?.id ?? "", {
      evidence: { uncategorized_text: evidence },
      submit: true,
    });
    await waitFor(() => arrived("charge.dispute.closed", dispute?.id ?? ""), {
      what: `the verdict: ${verdict}`,
    });
    expect((await stripe.disputes.retrieve(dispute?.id ?? "", { expand: ["charge"] })).status).toBe(verdict);
  }
  const asked = await paidCharge(stripe);
  await control(test.simulator, `charges/${asked.charge.id}/inquire`);
  const inquiry = (await stripe.disputes.list({ charge: asked.charge.id })).data[0]?.id ?? "";
  await stripe.disputes.update(inquiry, { evidence: { uncategorized_text: "Delivered." } });
  await control(test.simulator, `disputes/${inquiry}/escalate`);
  await waitFor(() => arrived("charge.dispute.funds_withdrawn", inquiry), { what: "the escalation" });
  expect((await stripe.disputes.retrieve(inquiry)).status).toBe("needs_response");

  const conceded = await paidCharge(stripe);
  await control(test.simulator, `charges/${conceded.charge.id}/dispute`);
  const dispute = (await stripe.disputes.list({ charge: conceded.charge.id })).data[0];
  await stripe.disputes.close(dispute?.id ?? "");

  await stripe.charges.list({ limit: 100 });
  const movements = await stripe.balanceTransactions.list({ limit: 100, expand: ["data.source"] });
  await stripe.balanceTransactions.retrieve(movements.data[0]?.id ?? "");
  await stripe.balanceTransactions.list({ limit: 100 }, asSeller);
  const events = await stripe.events.list({ limit: 100 });
  await stripe.events.retrieve(events.data[0]?.id ?? "");
  const thin = await stripe.v2.core.events.list({ limit: 100 });
  await stripe.v2.core.events.retrieve(thin.data[0]?.id ?? "");
}

/** The same for what only the simulator at its hardest does. */
async function exerciseHardness(): Promise<void> {
  const hard = await startTestSimulator({
    platformWebhook: { url: test.webhooks.url("platform"), secret: webhookSecrets.platform },
    connectedWebhook: { url: test.webhooks.url("connected"), secret: webhookSecrets.connected },
    accountsWebhook: { url: test.webhooks.url("accounts"), secret: webhookSecrets.accounts },
    realism: { ...realistic(1e9), minimumPayoutCents: 100 },
    payoutDelayMs: 200,
  });
  const client = recordedClient(hard);
  await client.balanceSettings.update({ payments: { payouts: { schedule: { interval: "manual" } } } });
  await client.balanceSettings.retrieve();
  for (const method of [
    "pm_card_bypassPending",
    "pm_card_createIssuerFraudRecord",
    "pm_card_pendingRefund",
  ]) {
    await client.paymentIntents.create({
      amount: 10_000,
      currency: "eur",
      payment_method: method,
      confirm: true,
    });
  }
  await waitFor(() => arrived("charge.updated", "ch_"), { what: "charge.updated" });
  const [pending, warned, paid] = (await client.charges.list({})).data;
  await client.refunds.create({ charge: pending?.id ?? "" });
  await control(hard.simulator, "faults", { kind: "refund_waits", status: "requires_action" });
  const asked = await client.refunds.create({ charge: warned?.id ?? "", amount: 100 });
  await client.refunds.cancel(asked.id);
  await waitFor(() => arrived("radar.early_fraud_warning.created", "issfr_"), { what: "the warning" });
  const [warning] = (await client.radar.earlyFraudWarnings.list({})).data;
  await client.radar.earlyFraudWarnings.retrieve(warning?.id ?? "");

  const seller = await anActiveAccount(client);
  const asSeller = { stripeAccount: seller };
  await client.balanceSettings.update(
    { payments: { payouts: { schedule: { interval: "manual" } } } },
    asSeller,
  );
  await client.transfers.create({
    amount: 8000,
    currency: "eur",
    destination: seller,
    source_transaction: paid?.id ?? "",
  });
  await waitFor(async () => (await client.balance.retrieve({}, asSeller)).available[0]?.amount === 8000, {
    what: "the seller's funds",
  });
  const payout = await client.payouts.create({ amount: 500, currency: "eur" }, asSeller);
  await client.payouts.cancel(payout.id, {}, asSeller);
  const { id } = await client.payouts.create({ amount: 500, currency: "eur" }, asSeller);
  await waitFor(() => arrived("payout.paid", id), { what: "payout.paid" });

  const prevented = await paidCharge(client);
  await control(hard.simulator, `charges/${prevented.charge.id}/prevent-dispute`);
  const lost = await paidCharge(client);
  const answer = await control(hard.simulator, `charges/${lost.charge.id}/dispute`);
  // The control API answers with Stripe's own object.
  const dispute = (await answer.json()) as Stripe.Dispute;
  await control(hard.simulator, `disputes/${dispute.id}/decide`, { verdict: "lost" });
  await control(hard.simulator, `disputes/${dispute.id}/appeal`);
  await client.disputes.list({ limit: 10 });

  for (const iban of ["DE89370400440532013000", "AT861904300235473202"]) {
    const session = await client.checkout.sessions.create(aSession());
    await postForm(`${session.url}/debit`, { iban, name: "Béa Buyer" });
  }
  for (const type of ["checkout.session.async_payment_succeeded", "checkout.session.async_payment_failed"]) {
    await waitFor(() => arrived(type, "cs_test_"), { what: type });
  }
  await client.charges.list({ limit: 10 });
  await control(hard.simulator, `accounts/${seller}/request-information`);
  await client.v2.core.accounts.retrieve(seller, { include: ["configuration.recipient", "requirements"] });
  await control(hard.simulator, `accounts/${seller}/reject`);
  await client.v2.core.accounts.retrieve(seller, { include: ["configuration.recipient", "requirements"] });
  await hard.close();
}

function arrived(type: string, mentions: string): boolean {
  return test.webhooks.arrivals.some((one) => one.type === type && one.payload.includes(mentions));
}

it("answers and sends nothing but what stripe-node declares, at the API version that it is pinned to", async () => {
  await exerciseEverything();
  await exerciseHardness();
  const table = endpointTable.map(({ method, path }) => `${method} ${path}`);
  // A new endpoint has to say here what it answers, and has to be called above.
  expect(Object.keys(answerTypes).toSorted()).toEqual(table.toSorted());
  expect(table.filter((row) => answers.every(({ endpoint }) => endpoint !== row))).toEqual([]);

  const told = new Map(test.webhooks.arrivals.map(({ type, payload }) => [type, payload]));
  const samples: Sample[] = [
    ...answers.map(({ endpoint, json }) => ({
      name: endpoint,
      type: answerTypes[endpoint] ?? "never",
      json,
    })),
    ...[...told].map(([type, payload]) => ({
      name: `webhook ${type}`,
      type: webhookType(type),
      json: JSON.stringify(JSON.parse(payload)),
    })),
  ];
  expect(judgeByDeclarations(samples)).toEqual([]);
  // A judge that finds nothing wrong with a wrong sample would prove nothing.
  const [refund] = samples.filter(({ name }) => name === "POST /v1/refunds");
  const damaged = { ...refund, json: refund?.json.replace('"amount":', '"amuont":') };
  expect(judgeByDeclarations([damaged as Sample]).join()).toContain("amuont");
}, 240_000);

it("signs webhooks byte for byte as Stripe does, so that stripe-node's own verifier takes them and nothing else", () => {
  const payload = JSON.stringify({ id: "evt_1", object: "event", name: "Béa — 1 €" }, null, 2);
  const secret = "whsec_test";
  const timestamp = 1_800_000_000;
  const header = signatureHeader(payload, secret, timestamp);
  expect(header).toBe(`t=${timestamp},v1=${/v1=([0-9a-f]{64})$/.exec(header)?.[1]}`);
  // stripe-node makes such headers for tests, by the same code that it verifies with.
  expect(header).toBe(Stripe.webhooks.generateTestHeaderString({ payload, secret, timestamp }));
  const verify = (body: string, signature: string, key: string) =>
    stripe.webhooks.constructEvent(body, signature, key, 300, undefined, timestamp * 1_000);
  expect(verify(payload, header, secret).id).toBe("evt_1");
  expect(() => verify(`${payload} `, header, secret)).toThrow(Stripe.errors.StripeSignatureVerificationError);
  expect(() => verify(payload, header, "whsec_other")).toThrow(
    Stripe.errors.StripeSignatureVerificationError,
  );
});
