import fc from "fast-check";
import type Stripe from "stripe";
import { expect, it } from "vitest";
import { aRecipient } from "../src/conformance/steps.ts";
import { type InProcessSimulator, openInProcess } from "../src/in-process.ts";
import { realistic } from "../src/realism.ts";

const hourMs = 3_600_000;

/** What people, banks and the clock do, each to the newest thing that it can happen to. */
const steps = [
  "pay",
  "pay_at_once",
  "refund",
  "refund_elsewhere",
  "transfer",
  "transfer_unsourced",
  "reverse",
  "pay_out",
  "prevent",
  "charge_back",
  "win",
  "lose",
  "overturn",
  "hours_pass",
  "days_pass",
] as const;
type Step = { what: (typeof steps)[number]; cents: number };

/** A simulator at its hardest, on a clock of its own. */
async function openHard() {
  let nowMs = Date.parse("2026-03-02T08:00:00Z");
  const simulator = openInProcess({
    now: () => new Date(nowMs),
    realism: { ...realistic(), requestsPerSecond: null },
  });
  const pass = (ms: number) => {
    nowMs += ms;
    simulator.runDueJobs();
  };
  const { id: seller } = await simulator.stripe.v2.core.accounts.create(aRecipient());
  await simulator.post(`/_control/accounts/${seller}/activate`);
  pass(hourMs);
  return { ...simulator, seller, pass };
}

type Hard = Awaited<ReturnType<typeof openHard>>;

/** Tries one step; what Stripe refuses must move nothing. */
async function take({ stripe, post, seller, pass }: Hard, { what, cents }: Step): Promise<void> {
  const charge = (await stripe.charges.list({ limit: 1 })).data[0]?.id ?? "ch_none";
  const dispute = (await stripe.disputes.list({ limit: 1 })).data[0]?.id ?? "du_none";
  const transfer = (await stripe.transfers.list({ limit: 1 })).data[0]?.id ?? "tr_none";
  const euros = { amount: cents, currency: "eur" } as const;
  const paid = (paymentMethod: string) =>
    stripe.paymentIntents.create({
      amount: 10_000,
      currency: "eur",
      payment_method: paymentMethod,
      confirm: true,
    });
  const work: Record<Step["what"], () => Promise<unknown>> = {
    pay: () => paid("pm_card_visa"),
    pay_at_once: () => paid("pm_card_bypassPending"),
    refund: () => stripe.refunds.create({ charge, amount: cents }),
    refund_elsewhere: () => post(`/_control/charges/${charge}/refund`, { amountCents: cents }),
    transfer: () => stripe.transfers.create({ ...euros, destination: seller, source_transaction: charge }),
    transfer_unsourced: () => stripe.transfers.create({ ...euros, destination: seller }),
    reverse: () => stripe.transfers.createReversal(transfer, { amount: cents }),
    pay_out: () => stripe.payouts.create(euros, { stripeAccount: seller }),
    prevent: () => post(`/_control/charges/${charge}/prevent-dispute`, { amountCents: cents }),
    charge_back: () => post(`/_control/charges/${charge}/dispute`, { amountCents: cents }),
    win: () => post(`/_control/disputes/${dispute}/decide`, { verdict: "won" }),
    lose: () => post(`/_control/disputes/${dispute}/decide`, { verdict: "lost" }),
    overturn: () => post(`/_control/disputes/${dispute}/overturn`),
    hours_pass: async () => pass(hourMs),
    days_pass: async () => pass(30 * hourMs),
  };
  await work[what]().catch(() => null);
  // What is due now is done: a refund that funds have come for.
  pass(0);
}

async function movementsOf({ stripe }: InProcessSimulator, options: Stripe.RequestOptions) {
  return stripe.balanceTransactions.list({ limit: 100 }, options).autoPagingToArray({ limit: 1000 });
}

async function checkBalance(hard: Hard, account: string | null): Promise<void> {
  const options = account === null ? {} : { stripeAccount: account };
  const { available, pending } = await hard.stripe.balance.retrieve({}, options);
  const movements = await movementsOf(hard, options);
  const sumOf = (status: string) =>
    movements.filter((one) => one.status === status).reduce((sum, { net }) => sum + net, 0);
  expect([available[0]?.amount, pending[0]?.amount]).toEqual([sumOf("available"), sumOf("pending")]);
  // A seller has nothing that could be taken beyond what is there.
  if (account !== null) expect(available[0]?.amount).toBeGreaterThanOrEqual(0);
}

const aStep = fc.record({ what: fc.constantFrom(...steps), cents: fc.integer({ min: 100, max: 10_000 }) });

it("R31: at its hardest, available and pending are what the balance transactions say, and a transfer has two sides", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(aStep, { minLength: 1, maxLength: 20 }), async (history) => {
      const hard = await openHard();
      try {
        for (const step of [{ what: "pay", cents: 100 } as const, ...history]) {
          await take(hard, step);
          await checkBalance(hard, null);
          await checkBalance(hard, hard.seller);
        }
        const sent = (await movementsOf(hard, {})).filter(({ type }) => type === "transfer");
        const got = (await movementsOf(hard, { stripeAccount: hard.seller })).filter(
          ({ type }) => type === "payment",
        );
        const sides = (movements: Stripe.BalanceTransaction[]) =>
          movements.map(({ amount, available_on }) => [Math.abs(amount), available_on]);
        expect(sides(got)).toEqual(sides(sent));
      } finally {
        await hard.close();
      }
    }),
    { numRuns: 40 },
  );
}, 120_000);
