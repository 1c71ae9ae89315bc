import assert from "node:assert/strict";
import type { Behaviour } from "../behaviour.ts";
import { booked, contextOf, fundsOf, pay, transfer } from "../steps.ts";

const DAY_MS = 24 * 3_600_000;

export const balanceBehaviours: readonly Behaviour[] = [
  {
    id: "balance.pending",
    title: "The money of a card payment is pending until its `available_on`",
    source: "BalanceTransactions.d.ts: `available_on`, `status`",
    where: "anywhere",
    setting: "settlementDelayMs",
    async check(subject) {
      const before = await fundsOf(subject);
      const movement = await booked(subject, await pay(subject));
      assert.equal(movement.status, "pending");
      assert.ok(movement.available_on > movement.created, "available_on is later than created");
      const after = await fundsOf(subject);
      assert.equal(after.pending - before.pending, movement.net);
    },
  },
  {
    id: "balance.settles",
    title: "On its `available_on` the money is available, which `balance.available` tells",
    source: "BalanceTransactions.d.ts: `available_on`; Events.d.ts: `balance.available`",
    where: "simulator",
    async check(subject) {
      const movement = await booked(subject, await pay(subject));
      await subject.passTime(4 * DAY_MS);
      const settled = await subject.stripe.balanceTransactions.retrieve(movement.id);
      assert.equal(settled.status, "available");
      assert.equal((await fundsOf(subject)).pending, 0);
      const { data } = await subject.stripe.events.list({ type: "balance.available" });
      assert.equal(data.length, 1);
    },
  },
  {
    id: "balance.bypass_pending",
    title: "The money of the card 4000 0000 0000 0077 is available at once",
    source: "docs.stripe.com/testing#available-balance",
    where: "anywhere",
    async check(subject) {
      const movement = await booked(subject, await pay(subject, "pm_card_bypassPending"));
      assert.equal(movement.status, "available");
    },
  },
  {
    id: "balance.transfer_pending",
    title: "A transfer of a pending charge succeeds, and is pending on the other side",
    source: "Transfers.d.ts: `source_transaction`",
    where: "anywhere",
    async check(subject) {
      const charge = await pay(subject);
      const movement = await booked(subject, charge);
      const seller = await subject.seller();
      const before = await fundsOf(subject, seller);
      await transfer(subject, charge, seller);
      const { data } = await subject.stripe.balanceTransactions.list({ limit: 1 }, contextOf(seller));
      assert.equal(data[0]?.status, "pending");
      assert.equal(data[0]?.available_on, movement.available_on);
      const { available, pending } = await fundsOf(subject, seller);
      assert.deepEqual([available - before.available, pending - before.pending], [0, 8000]);
    },
  },
  {
    id: "balance.booked_later",
    title: "A charge has no balance transaction at first; `charge.updated` brings it",
    source: "docs.stripe.com/payments/payment-intents/asynchronous-capture",
    where: "simulator",
    setting: "captureDelayMs",
    async check(subject) {
      const charge = await pay(subject);
      assert.equal(charge.balance_transaction, null);
      await booked(subject, charge);
      const events = await subject.stripe.events.list({ type: "charge.updated", limit: 100 });
      const told = events.data.find(({ data: { object } }) => "id" in object && object.id === charge.id);
      assert.deepEqual(told?.data.previous_attributes, { balance_transaction: null });
    },
  },
  {
    id: "balance.fees_by_country",
    title: "A card of another country costs more",
    source: "stripe.com/fr/pricing",
    where: "simulator",
    setting: "areFeesByCountry",
    async check(subject) {
      const feeOf = async (method: "pm_card_fr" | "pm_card_gb" | "pm_card_visa") =>
        (await booked(subject, await pay(subject, method))).fee;
      assert.deepEqual(
        [await feeOf("pm_card_fr"), await feeOf("pm_card_gb"), await feeOf("pm_card_visa")],
        [175, 275, 350],
      );
    },
  },
  {
    id: "balance.connect_fees",
    title: "Stripe bills the platform for an account's payout: a `stripe_fee` without a source",
    source: "BalanceTransactions.d.ts: `type`; stripe.com/connect/pricing",
    where: "simulator",
    setting: "areConnectFeesBilled",
    async check(subject) {
      const charge = await pay(subject, "pm_card_bypassPending");
      const seller = await subject.seller();
      await transfer(subject, charge, seller);
      await subject.stripe.payouts.create({ amount: 8000, currency: "eur" }, { stripeAccount: seller });
      const { data } = await subject.stripe.balanceTransactions.list({ type: "stripe_fee", limit: 1 });
      assert.deepEqual([data[0]?.amount, data[0]?.source], [-30, null]);
    },
  },
  {
    id: "balance.reserves_and_taxes",
    title: "Reserves, taxes and top-ups are balance transactions of their own types",
    source: "BalanceTransactions.d.ts: `type`",
    where: "simulator",
    async check(subject) {
      const before = await fundsOf(subject);
      for (const [type, amountCents] of [
        ["reserve_hold", -5000],
        ["tax_fee", -20],
        ["topup", 7000],
      ] as const) {
        await subject.control("balance/adjust", { type, amountCents });
      }
      const { data } = await subject.stripe.balanceTransactions.list({ limit: 3 });
      assert.deepEqual(data.map(({ type }) => type).toSorted(), ["reserve_hold", "tax_fee", "topup"]);
      assert.equal((await fundsOf(subject)).available - before.available, 1980);
    },
  },
];
