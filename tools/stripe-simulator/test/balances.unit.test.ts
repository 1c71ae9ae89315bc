import fc from "fast-check";
import type Stripe from "stripe";
import { afterAll, beforeAll, expect, it } from "vitest";
import { DISPUTE_FEE_CENTS, processingFee } from "../src/charges/fee.ts";
import {
  anActiveAccount,
  control,
  paidCharge,
  startTestSimulator,
  type TestSimulator,
} from "./start-test-simulator.ts";

/** What can happen to money, each on the newest thing that it can happen to. `share`: of what there is, in percent. */
const steps = [
  "pay",
  "refund",
  "refund_fails",
  "transfer",
  "reverse",
  "pay_out",
  "payout_fails",
  "charge_back",
  "win",
  "lose",
] as const;
type Step = { what: (typeof steps)[number]; share: number };

let test: TestSimulator;
let stripe: Stripe;
beforeAll(async () => {
  test = await startTestSimulator({ payoutDelayMs: 3_600_000, refundReferenceDelayMs: 3_600_000 });
  stripe = test.stripe;
});
afterAll(() => test.close());

async function everyMovement(account?: string): Promise<Stripe.BalanceTransaction[]> {
  const options = account === undefined ? {} : { stripeAccount: account };
  return stripe.balanceTransactions.list({ limit: 100 }, options).autoPagingToArray({ limit: 10_000 });
}

async function balanceOf(account?: string): Promise<number> {
  const options = account === undefined ? {} : { stripeAccount: account };
  const { available, pending } = await stripe.balance.retrieve({}, options);
  return [...available, ...pending].reduce((sum, { amount }) => sum + amount, 0);
}

/** Plays a history with a new seller and adds up beside the simulator what each account must have. */
async function play(
  history: readonly Step[],
): Promise<{ seller: string; platformCents: number; sellerCents: number }> {
  const seller = await anActiveAccount(stripe);
  const made = {
    charges: [] as string[],
    refunds: [] as string[],
    transfers: [] as string[],
    payouts: [] as string[],
  };
  let platformCents = 0;
  let sellerCents = 0;

  /** Tries what Stripe may refuse; what is refused must move nothing. */
  async function attempt<T>(call: () => Promise<T>): Promise<T | null> {
    try {
      return await call();
    } catch {
      return null;
    }
  }
  const partOf = (cents: number, share: number) => Math.max(1, Math.floor((cents * share) / 100));

  const doing: Record<Step["what"], (share: number) => Promise<void>> = {
    pay: async () => {
      const { charge } = await paidCharge(stripe);
      made.charges.push(charge.id);
      platformCents += charge.amount - processingFee(charge.amount);
    },
    refund: async (share) => {
      const amount = partOf(10_000, share);
      const charge = made.charges.at(-1) ?? "ch_none";
      const refund = await attempt(() => stripe.refunds.create({ charge, amount }));
      if (refund === null) return;
      made.refunds.push(refund.id);
      platformCents -= amount;
    },
    refund_fails: async () => {
      const id = made.refunds.pop();
      if (id === undefined) return;
      await control(test.simulator, `refunds/${id}/fail`);
      platformCents += (await stripe.refunds.retrieve(id)).amount;
    },
    transfer: async (share) => {
      const amount = partOf(10_000, share);
      const sourceTransaction = made.charges.at(-1) ?? "ch_none";
      const transfer = await attempt(() =>
        stripe.transfers.create({
          amount,
          currency: "eur",
          destination: seller,
          source_transaction: sourceTransaction,
        }),
      );
      if (transfer === null) return;
      made.transfers.push(transfer.id);
      platformCents -= amount;
      sellerCents += amount;
    },
    reverse: async (share) => {
      const id = made.transfers.at(-1) ?? "tr_none";
      const amount = partOf(5_000, share);
      const reversal = await attempt(() => stripe.transfers.createReversal(id, { amount }));
      if (reversal === null) return;
      platformCents += amount;
      sellerCents -= amount;
    },
    pay_out: async (share) => {
      const amount = partOf(Math.max(sellerCents, 1), share);
      const payout = await attempt(() =>
        stripe.payouts.create({ amount, currency: "eur" }, { stripeAccount: seller }),
      );
      if (payout === null) return;
      made.payouts.push(payout.id);
      sellerCents -= amount;
    },
    payout_fails: async () => {
      const id = made.payouts.pop();
      if (id === undefined) return;
      await control(test.simulator, `payouts/${id}/fail`);
      sellerCents += (await stripe.payouts.retrieve(id, {}, { stripeAccount: seller })).amount;
    },
    charge_back: async () => {
      const answer = await control(test.simulator, `charges/${made.charges.at(-1) ?? "ch_none"}/dispute`);
      if (!answer.ok) return;
      // The control API answers with Stripe's own object.
      platformCents -= ((await answer.json()) as Stripe.Dispute).amount + DISPUTE_FEE_CENTS;
    },
    win: () => decide("won"),
    lose: () => decide("lost"),
  };
  async function decide(verdict: "won" | "lost"): Promise<void> {
    const open = (await stripe.disputes.list({ charge: made.charges.at(-1) ?? "ch_none" })).data[0];
    if (open?.status !== "needs_response") return;
    await control(test.simulator, `disputes/${open.id}/decide`, { verdict });
    if (verdict === "won") platformCents += open.amount;
  }

  for (const { what, share } of history) await doing[what](share);
  return { seller, platformCents, sellerCents };
}

const aStep = fc.record({ what: fc.constantFrom(...steps), share: fc.integer({ min: 1, max: 100 }) });

it("R31: balance transactions add up to the balance, and to what was done, after any calls", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(aStep, { minLength: 1, maxLength: 14 }), async (history) => {
      const before = await balanceOf();
      const { seller, platformCents, sellerCents } = await play([{ what: "pay", share: 1 }, ...history]);
      expect((await balanceOf()) - before).toBe(platformCents);
      expect(await balanceOf(seller)).toBe(sellerCents);
      for (const account of [undefined, seller]) {
        const movements = await everyMovement(account);
        expect(movements.reduce((sum, { net }) => sum + net, 0)).toBe(await balanceOf(account));
        expect(movements.filter(({ amount, fee, net }) => amount - fee !== net)).toEqual([]);
      }
    }),
    { numRuns: 25 },
  );
}, 120_000);

it("R31: every object that moves money names its balance transaction, and the transaction names it", async () => {
  const { seller } = await play(
    (
      [
        "pay",
        "refund",
        "refund",
        "refund_fails",
        "transfer",
        "reverse",
        "pay_out",
        "payout_fails",
        "pay",
        "charge_back",
        "win",
      ] as const
    ).map((what) => ({ what, share: 20 })),
  );
  const sources = new Set((await everyMovement()).map(({ source }) => source));
  const everything = { limit: 100 };
  const charges = (await stripe.charges.list(everything)).data;
  const refunds = (await stripe.refunds.list(everything)).data;
  const transfers = (await stripe.transfers.list(everything)).data;
  const payouts = (await stripe.payouts.list(everything, { stripeAccount: seller })).data;
  for (const { id, balance_transaction } of [...charges, ...refunds, ...transfers]) {
    expect(sources.has(id)).toBe(true);
    expect((await stripe.balanceTransactions.retrieve(String(balance_transaction))).source).toBe(id);
  }
  const ofSeller = await everyMovement(seller);
  for (const { id, balance_transaction, failure_balance_transaction } of payouts) {
    const ids = ofSeller.filter(({ source }) => source === id).map((movement) => movement.id);
    expect(ids.toSorted()).toEqual([balance_transaction, failure_balance_transaction].map(String).toSorted());
  }
  const disputes = (await stripe.disputes.list(everything)).data;
  for (const { id, balance_transactions } of disputes) {
    expect(balance_transactions.map(({ source }) => source)).toEqual(balance_transactions.map(() => id));
    for (const { id: movement } of balance_transactions)
      expect((await stripe.balanceTransactions.retrieve(movement)).source).toBe(id);
  }
}, 60_000);
