import assert from "node:assert/strict";
import type Stripe from "stripe";
import type { Behaviour, Subject } from "../behaviour.ts";
import { aRecipient, contextOf, fundsOf, hasEvent, pay, refusalOf, transfer } from "../steps.ts";

const DAY_MS = 24 * 3_600_000;

/** A seller with money that can be paid out. */
async function sellerWithMoney(subject: Subject): Promise<Stripe.RequestOptions & { stripeAccount: string }> {
  const charge = await pay(subject, "pm_card_bypassPending");
  const seller = await subject.seller();
  await transfer(subject, charge, seller);
  return { stripeAccount: seller };
}

function setSchedule(
  { stripe }: Subject,
  interval: "manual" | "daily",
  options: Stripe.RequestOptions,
): Promise<Stripe.BalanceSettings> {
  return stripe.balanceSettings.update({ payments: { payouts: { schedule: { interval } } } }, options);
}

export const payoutBehaviours: readonly Behaviour[] = [
  {
    id: "payouts.daily_by_default",
    title: "A new account is paid out daily until its balance settings say otherwise",
    source: "BalanceSettings.d.ts: `schedule.interval`: “Default is `daily`”",
    where: "anywhere",
    setting: "payoutInterval",
    async check(subject) {
      const { id } = await subject.stripe.v2.core.accounts.create(aRecipient());
      const settings = await subject.stripe.balanceSettings.retrieve({}, contextOf(id));
      assert.equal(settings.payments.payouts?.schedule?.interval, "daily");
    },
  },
  {
    id: "payouts.manual_is_kept",
    title: "The platform sets an account's schedule to manual, and it stays so",
    source: "docs.stripe.com/connect/manual-payouts",
    where: "anywhere",
    async check(subject) {
      const options = contextOf(await subject.seller());
      const updated = await setSchedule(subject, "manual", options);
      assert.equal(updated.payments.payouts?.schedule?.interval, "manual");
      const read = await subject.stripe.balanceSettings.retrieve({}, options);
      assert.equal(read.payments.payouts?.schedule?.interval, "manual");
    },
  },
  {
    id: "payouts.automatic",
    title: "What is available is paid out each day, without a request and without metadata",
    source: "docs.stripe.com/payouts; Payouts.d.ts: `automatic`",
    where: "simulator",
    async check(subject) {
      const daily = await sellerWithMoney(subject);
      const manual = await sellerWithMoney(subject);
      await setSchedule(subject, "manual", manual);
      await subject.passTime(DAY_MS);
      const [payout] = (await subject.stripe.payouts.list({}, daily)).data;
      assert.deepEqual([payout?.automatic, payout?.amount, payout?.metadata], [true, 8000, {}]);
      assert.deepEqual((await subject.stripe.payouts.list({}, manual)).data, []);
    },
  },
  {
    id: "payouts.platform_is_swept",
    title: "The platform's own balance is paid out too, but for a minimum balance",
    source: "docs.stripe.com/payouts/minimum-balances-for-automatic-payouts",
    where: "simulator",
    async check(subject) {
      const { stripe } = subject;
      await pay(subject, "pm_card_bypassPending");
      const payouts = { minimum_balance_by_currency: { eur: 4000 } };
      await stripe.balanceSettings.update({ payments: { payouts } });
      await subject.passTime(DAY_MS);
      assert.equal((await fundsOf(subject)).available, 4000);
      assert.equal((await stripe.payouts.list({ limit: 1 })).data[0]?.automatic, true);
    },
  },
  {
    id: "payouts.pending_funds_are_refused",
    title: "A payout of pending funds is refused as `balance_insufficient`; of available ones it is made",
    source: "docs.stripe.com/connect/separate-charges-and-transfers#transfer-availability",
    where: "anywhere",
    async check(subject) {
      const charge = await pay(subject);
      const seller = await subject.seller();
      await transfer(subject, charge, seller);
      const { available } = await fundsOf(subject, seller);
      const tooMuch = { amount: available + 8000, currency: "eur" };
      const refused = await refusalOf(subject.stripe.payouts.create(tooMuch, { stripeAccount: seller }));
      assert.equal(refused.code, "balance_insufficient");
      const payout = { amount: 8000, currency: "eur" };
      const made = await subject.stripe.payouts.create(payout, await sellerWithMoney(subject));
      assert.equal(made.status, "pending");
    },
  },
  {
    id: "payouts.minimum",
    title: "A payout below the minimum of its currency is refused as `amount_too_small`",
    source: "docs.stripe.com/payouts#minimum-payout-amounts; docs.stripe.com/error-codes",
    where: "anywhere",
    setting: "minimumPayoutCents",
    async check(subject) {
      const seller = await sellerWithMoney(subject);
      const refused = await refusalOf(subject.stripe.payouts.create({ amount: 1, currency: "eur" }, seller));
      assert.equal(refused.code, "amount_too_small");
    },
  },
  {
    id: "payouts.in_transit",
    title: "A payout is `pending`, then `in_transit`, then `paid`",
    source: "Payouts.d.ts: `status`",
    where: "simulator",
    setting: "isTransitShown",
    async check(subject) {
      const seller = await sellerWithMoney(subject);
      const { id } = await subject.stripe.payouts.create({ amount: 8000, currency: "eur" }, seller);
      const statusOf = async () => (await subject.stripe.payouts.retrieve(id, {}, seller)).status;
      await subject.eventually("in_transit", async () =>
        (await statusOf()) === "in_transit" ? true : undefined,
      );
      await subject.eventually("paid", async () => ((await statusOf()) === "paid" ? true : undefined));
    },
  },
  {
    id: "payouts.cancel",
    title: "A pending payout can be canceled, and its money is back; later it cannot",
    source: "Payouts.d.ts: `cancel`",
    where: "anywhere",
    async check(subject) {
      const seller = await sellerWithMoney(subject);
      const before = await fundsOf(subject, seller.stripeAccount);
      const { id } = await subject.stripe.payouts.create({ amount: 8000, currency: "eur" }, seller);
      const canceled = await subject.stripe.payouts.cancel(id, {}, seller);
      assert.equal(canceled.status, "canceled");
      assert.notEqual(canceled.failure_balance_transaction, null);
      assert.deepEqual(await fundsOf(subject, seller.stripeAccount), before);
      assert.equal((await refusalOf(subject.stripe.payouts.cancel(id, {}, seller))).statusCode, 400);
    },
  },
  {
    id: "payouts.by_the_owner",
    title: "The account's owner pays out by hand: a payout that the platform did not ask for",
    source: "docs.stripe.com/connect/express-dashboard",
    where: "simulator",
    async check(subject) {
      const { stripeAccount } = await sellerWithMoney(subject);
      const payout = await subject.control<Stripe.Payout>(`accounts/${stripeAccount}/pay-out`, {
        amountCents: 8000,
      });
      assert.deepEqual([payout.automatic, payout.metadata], [false, {}]);
      assert.equal(await hasEvent(subject, "payout.created", payout.id, stripeAccount), true);
    },
  },
];
