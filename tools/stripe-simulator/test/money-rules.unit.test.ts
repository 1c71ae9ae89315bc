import { waitFor } from "@vc/testing";
import type Stripe from "stripe";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  addFault,
  anActiveAccount,
  aRecipient,
  aSession,
  control,
  paidCharge,
  pay,
  postForm,
  startTestSimulator,
  type TestSimulator,
} from "./start-test-simulator.ts";

let test: TestSimulator;
let stripe: Stripe;
beforeAll(async () => {
  test = await startTestSimulator();
  stripe = test.stripe;
});
afterAll(() => test.close());

function typesAbout(id: string): string[] {
  return test.webhooks.arrivals.filter(({ payload }) => payload.includes(id)).map(({ type }) => type);
}

describe("refunds", () => {
  it("gives back a part, then the rest, and never more", async () => {
    const { charge } = await paidCharge(stripe);
    const part = await stripe.refunds.create({
      charge: charge.id,
      amount: 3000,
      metadata: { orderId: "order_1" },
    });
    expect(part).toMatchObject({ amount: 3000, status: "succeeded", payment_intent: charge.payment_intent });
    await expect(stripe.refunds.create({ charge: charge.id, amount: 7001 })).rejects.toMatchObject({
      message: "Refund amount (€70.01) is greater than unrefunded amount on charge (€70.00)",
      param: "amount",
    });
    const rest = await stripe.refunds.create({ payment_intent: String(charge.payment_intent) });
    expect(rest.amount).toBe(7000);
    expect(await stripe.charges.retrieve(charge.id)).toMatchObject({
      amount_refunded: 10_000,
      refunded: true,
    });
    await expect(stripe.refunds.create({ charge: charge.id })).rejects.toMatchObject({
      code: "charge_already_refunded",
    });
    const movement = await stripe.balanceTransactions.retrieve(String(rest.balance_transaction));
    expect(movement).toMatchObject({ type: "refund", amount: -7000, fee: 0, source: rest.id });
    for (const { id } of [part, rest]) {
      await waitFor(() => typesAbout(id).includes("refund.updated"), { what: "refund.updated" });
    }
    expect(typesAbout(part.id)[0]).toBe("refund.created");
    expect(typesAbout(charge.id).filter((type) => type === "charge.refunded")).toHaveLength(2);
  });

  it("fails when the buyer's bank sends the money back", async () => {
    const { charge } = await paidCharge(stripe);
    await addFault(test.simulator, { kind: "refund_fails" });
    const refund = await stripe.refunds.create({ charge: charge.id });
    await waitFor(() => typesAbout(refund.id).includes("refund.failed"), { what: "refund.failed" });
    expect(await stripe.refunds.retrieve(refund.id)).toMatchObject({ status: "failed" });
    expect(await stripe.charges.retrieve(charge.id)).toMatchObject({ amount_refunded: 0, refunded: false });
  });
});

describe("transfers", () => {
  it("moves at most what the charge brought, to an account that can receive", async () => {
    const { charge } = await paidCharge(stripe);
    const seller = await anActiveAccount(stripe);
    const transfer = (amount: number, destination = seller) =>
      stripe.transfers.create({ amount, currency: "eur", destination, source_transaction: charge.id });
    await transfer(9000);
    await expect(transfer(1001)).rejects.toMatchObject({ param: "amount" });
    await transfer(1000);
    const newcomer = await stripe.v2.core.accounts.create(aRecipient());
    await expect(transfer(1, newcomer.id)).rejects.toMatchObject({
      code: "insufficient_capabilities_for_transfer",
    });
    await expect(transfer(1, "acct_none")).rejects.toMatchObject({
      code: "resource_missing",
      param: "destination",
    });
    const tooMuch = stripe.transfers.create({ amount: 99_999_999, currency: "eur", destination: seller });
    await expect(tooMuch).rejects.toMatchObject({ code: "balance_insufficient" });
    expect((await stripe.transfers.list({ destination: seller })).data).toHaveLength(2);
  });

  it("can be taken back while the seller still has the money", async () => {
    const { charge } = await paidCharge(stripe);
    const seller = await anActiveAccount(stripe);
    const transfer = await stripe.transfers.create({
      amount: 8000,
      currency: "eur",
      destination: seller,
      source_transaction: charge.id,
    });
    const reversal = await stripe.transfers.createReversal(transfer.id, { amount: 3000 });
    expect(reversal).toMatchObject({ amount: 3000, transfer: transfer.id });
    await stripe.payouts.create({ amount: 5000, currency: "eur" }, { stripeAccount: seller });
    await expect(stripe.transfers.createReversal(transfer.id)).rejects.toMatchObject({
      code: "balance_insufficient",
    });
    expect(await stripe.transfers.retrieve(transfer.id)).toMatchObject({
      amount_reversed: 3000,
      reversed: false,
    });
    expect((await stripe.transfers.listReversals(transfer.id)).data).toHaveLength(1);
    expect((await stripe.transfers.retrieveReversal(transfer.id, reversal.id)).id).toBe(reversal.id);
  });
});

describe("payouts", () => {
  async function sellerWith(amount: number, iban?: string): Promise<{ stripeAccount: string }> {
    const { charge } = await paidCharge(stripe);
    const seller = await anActiveAccount(stripe, iban);
    await stripe.transfers.create({
      amount,
      currency: "eur",
      destination: seller,
      source_transaction: charge.id,
    });
    return { stripeAccount: seller };
  }

  it("never pays out more than there is", async () => {
    const seller = await sellerWith(1000);
    const payout = (amount: number) => stripe.payouts.create({ amount, currency: "eur" }, seller);
    const outcomes = await Promise.allSettled([payout(600), payout(600), payout(600)]);
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    await expect(payout(401)).rejects.toMatchObject({ code: "balance_insufficient" });
  });

  it.each([
    ["the IBAN says so", "FR8420041010050500013M02607", () => Promise.resolve()],
    [
      "it is told to",
      undefined,
      (account: string) => addFault(test.simulator, { kind: "payout_fails", account }),
    ],
  ])("fails when %s, and the money is back", async (_case, iban, arrange) => {
    const seller = await sellerWith(1000, iban);
    await arrange(seller.stripeAccount);
    const payout = await stripe.payouts.create({ amount: 1000, currency: "eur" }, seller);
    await waitFor(() => typesAbout(payout.id).includes("payout.failed"), { what: "payout.failed" });
    expect(await stripe.payouts.retrieve(payout.id, {}, seller)).toMatchObject({
      status: "failed",
      failure_code: "account_closed",
    });
    expect((await stripe.balance.retrieve({}, seller)).available[0]?.amount).toBe(1000);
  });

  it("can fail after it was paid, once", async () => {
    const seller = await sellerWith(1000);
    const payout = await stripe.payouts.create({ amount: 1000, currency: "eur" }, seller);
    await waitFor(() => typesAbout(payout.id).includes("payout.paid"), { what: "payout.paid" });
    for (let count = 0; count < 2; count += 1) {
      expect(
        (await control(test.simulator, `payouts/${payout.id}/fail`, { failureCode: "no_account" })).status,
      ).toBe(200);
    }
    expect((await stripe.balance.retrieve({}, seller)).available[0]?.amount).toBe(1000);
  });

  it("needs a bank account", async () => {
    const account = await stripe.v2.core.accounts.create(aRecipient());
    const payout = stripe.payouts.create({ amount: 1, currency: "eur" }, { stripeAccount: account.id });
    await expect(payout).rejects.toMatchObject({ code: "payouts_not_allowed" });
  });

  it("is refused while Stripe restricts the account, whose money stays", async () => {
    const seller = await sellerWith(1000);
    await control(test.simulator, `accounts/${seller.stripeAccount}/restrict`);
    const payout = () => stripe.payouts.create({ amount: 1000, currency: "eur" }, seller);
    await expect(payout()).rejects.toMatchObject({ code: "payouts_not_allowed" });
    expect((await stripe.balance.retrieve({}, seller)).available[0]?.amount).toBe(1000);
    await control(test.simulator, `accounts/${seller.stripeAccount}/activate`);
    expect(await payout()).toMatchObject({ status: "pending" });
  });
});

describe("the end of a session", () => {
  it("comes by itself, with an event and a page that says so", async () => {
    const {
      simulator,
      webhooks,
      stripe: client,
      close,
    } = await startTestSimulator({ minSessionLifetimeS: 0 });
    const session = await client.checkout.sessions.create(
      aSession({ expires_at: Math.floor(Date.now() / 1000) + 1 }),
    );
    await waitFor(
      () =>
        webhooks.arrivals.some(
          ({ type, payload }) => type === "checkout.session.expired" && payload.includes(session.id),
        ),
      {
        what: "checkout.session.expired",
      },
    );
    const page = await fetch(`${simulator.url}/c/pay/${session.id}`, {
      headers: { "accept-language": "fr" },
    });
    expect([page.status, await page.text()]).toEqual([
      410,
      expect.stringContaining("Cette page de paiement a expiré"),
    ]);
    expect((await pay(session, "4242 4242 4242 4242")).status).toBe(410);
    expect(await client.checkout.sessions.retrieve(session.id)).toMatchObject({
      status: "expired",
      payment_status: "unpaid",
      url: null,
    });
    await close();
  });

  it("can be asked for, once, and not after payment", async () => {
    const session = await stripe.checkout.sessions.create(aSession());
    expect((await stripe.checkout.sessions.expire(session.id)).status).toBe("expired");
    await expect(stripe.checkout.sessions.expire(session.id)).rejects.toMatchObject({ statusCode: 400 });
    const paid = await paidCharge(stripe);
    await expect(stripe.checkout.sessions.expire(paid.session.id)).rejects.toMatchObject({ statusCode: 400 });
  });

  it("does not stop a payment that was under way: it completes late, once", async () => {
    const session = await stripe.checkout.sessions.create(aSession());
    await stripe.checkout.sessions.expire(session.id);
    for (let count = 0; count < 2; count += 1) {
      expect((await control(test.simulator, `checkout/sessions/${session.id}/complete`)).status).toBe(200);
    }
    const late = await stripe.checkout.sessions.retrieve(session.id);
    expect(late).toMatchObject({ status: "complete", payment_status: "paid" });
    await waitFor(() => typesAbout(session.id).includes("checkout.session.completed"), {
      what: "the late completion",
    });
    expect((await stripe.charges.list({ payment_intent: String(late.payment_intent) })).data).toHaveLength(1);
  });
});

describe("accounts", () => {
  it("shows what is asked for, and is restricted until its owner has been through onboarding", async () => {
    const account = await stripe.v2.core.accounts.create(aRecipient());
    const transfers = (shown: Stripe.V2.Core.Account) =>
      shown.configuration?.recipient?.capabilities?.stripe_balance?.stripe_transfers;
    expect(transfers(account)).toMatchObject({
      status: "restricted",
      status_details: [{ code: "requirements_past_due" }],
    });
    expect(account.requirements?.entries?.length).toBeGreaterThan(0);
    expect((await stripe.v2.core.accounts.retrieve(account.id)).configuration).toBeUndefined();

    const flow = { refresh_url: "http://shop.test/again", return_url: "http://shop.test/back" };
    const link = await stripe.v2.core.accountLinks.create({
      account: account.id,
      use_case: { type: "account_onboarding", account_onboarding: flow },
    });
    const wrong = await postForm(link.url, { name: "Sam Seller", iban: "FR00 1234" });
    expect([wrong.status, await wrong.text()]).toEqual([422, expect.stringContaining("wrongIban")]);
    const done = await postForm(link.url, { name: "Sam Seller", iban: "FR76 3000 6000 0112 3456 7890 189" });
    expect([done.status, done.headers.get("location")]).toEqual([303, flow.return_url]);
    const again = await fetch(link.url, { redirect: "manual" });
    expect([again.status, again.headers.get("location")]).toEqual([303, flow.refresh_url]);

    const active = await stripe.v2.core.accounts.retrieve(account.id, {
      include: ["configuration.recipient", "requirements"],
    });
    expect([transfers(active)?.status, active.requirements?.entries]).toEqual(["active", []]);
    const type = "v2.core.account[configuration.recipient].capability_status_updated";
    await waitFor(() => typesAbout(account.id).includes(type), { what: type });
    const [event] = (await stripe.v2.core.events.list({ object_id: account.id, types: [type] })).data;
    expect(event).toMatchObject({ type, related_object: { id: account.id, type: "v2.core.account" } });
    expect(
      test.webhooks.arrivals
        .filter((arrival) => arrival.type === type)
        .every(({ endpoint }) => endpoint === "accounts"),
    ).toBe(true);
  });

  it("becomes restricted by its IBAN, or by the control API", async () => {
    const byIban = await anActiveAccount(stripe, "FR5720041010050500013M02608");
    const byOrder = await anActiveAccount(stripe);
    await control(test.simulator, `accounts/${byOrder}/restrict`);
    for (const id of [byIban, byOrder]) {
      const account = await stripe.v2.core.accounts.retrieve(id, { include: ["requirements"] });
      expect(account.requirements?.summary?.minimum_deadline?.status).toBe("past_due");
    }
    expect((await control(test.simulator, `accounts/${byOrder}/activate`)).status).toBe(200);
    const active = await stripe.v2.core.accounts.retrieve(byOrder, { include: ["requirements"] });
    expect(active.requirements?.entries).toEqual([]);
  });

  it("can be closed for good, and takes part in nothing any more", async () => {
    const { charge } = await paidCharge(stripe);
    const seller = await anActiveAccount(stripe);
    const transfer = () =>
      stripe.transfers.create({
        amount: 1000,
        currency: "eur",
        destination: seller,
        source_transaction: charge.id,
      });
    const made = await transfer();
    expect(await stripe.v2.core.accounts.close(seller)).toMatchObject({ closed: true });
    const refusal = { statusCode: 400, code: "account_closed" };
    await expect(transfer()).rejects.toMatchObject(refusal);
    await expect(stripe.transfers.createReversal(made.id)).rejects.toMatchObject(refusal);
    const payout = stripe.payouts.create({ amount: 1, currency: "eur" }, { stripeAccount: seller });
    await expect(payout).rejects.toMatchObject(refusal);
    await control(test.simulator, `accounts/${seller}/activate`);
    const still = await stripe.v2.core.accounts.retrieve(seller, { include: ["configuration.recipient"] });
    expect(still).toMatchObject({
      closed: true,
      configuration: {
        recipient: { capabilities: { stripe_balance: { stripe_transfers: { status: "restricted" } } } },
      },
    });
    await waitFor(() => typesAbout(seller).includes("v2.core.account.closed"), { what: "the closing" });
  });

  it("takes changes, and refuses fields that it does not know", async () => {
    const account = await stripe.v2.core.accounts.create(aRecipient());
    const changed = await stripe.v2.core.accounts.update(account.id, {
      display_name: "Samira",
      metadata: { sellerId: "acc_1" },
    });
    expect(changed).toMatchObject({ display_name: "Samira", metadata: { sellerId: "acc_1" } });
    const misspelt = { display_name: "Sam", displayname: "Sam" };
    await expect(stripe.v2.core.accounts.update(account.id, misspelt)).rejects.toMatchObject({
      code: "parameter_unknown",
    });
    await expect(stripe.v2.core.accounts.retrieve("acct_none")).rejects.toMatchObject({ statusCode: 404 });
  });
});
