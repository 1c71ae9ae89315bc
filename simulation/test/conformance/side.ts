import { openInProcess } from "@vc/stripe-simulator/in-process";
import type Stripe from "stripe";
import { createProcesses } from "../../src/engine/processes.ts";
import { createRandom } from "../../src/engine/random.ts";
import { noFaults } from "../../src/faults.ts";
import { createCalls } from "../../src/stripe/calls.ts";
import { createStripeClient } from "../../src/stripe/client.ts";
import { createKeptAnswers } from "../../src/stripe/kept-answers.ts";
import { createProvider } from "../../src/stripe/provider.ts";

/** One of the two payment providers that are compared: its client, and the buyers, sellers and banks around it. */
export interface Side {
  readonly stripe: Stripe;
  /** The ids of this side's objects. The objects of one position are the same on both sides. */
  readonly ids: Ids;
  /** The buyer pays on the hosted page; a closed page changes nothing. */
  pay(sessionId: string): Promise<void>;
  openDispute(chargeId: string, kind: "inquiry" | "chargeback"): Promise<string | undefined>;
  escalate(disputeId: string): Promise<void>;
  decide(disputeId: string, verdict: "won" | "lost"): Promise<void>;
  appeal(disputeId: string): Promise<void>;
  overturn(disputeId: string): Promise<void>;
  moveAccount(accountId: string, standing: "active" | "restricted" | "rejected"): Promise<void>;
  closeAccount(accountId: string): Promise<void>;
  returnPayout(payoutId: string): Promise<void>;
  /** Does what is due at the present time. */
  passTime(): void;
  close(): Promise<void>;
}

export interface Ids {
  readonly sessions: string[];
  readonly charges: string[];
  readonly refunds: string[];
  readonly transfers: string[];
  readonly disputes: string[];
  readonly accounts: string[];
  readonly payouts: string[];
}

const noIds = (): Ids => ({
  sessions: [],
  charges: [],
  refunds: [],
  transfers: [],
  disputes: [],
  accounts: [],
  payouts: [],
});

/** From a payout to the bank's word. */
const PAYOUT_DELAY_MS = 60 * 60_000;

/**
 * The simulation's provider, with processes that never crash and calls that never fail.
 *
 * @param settlesAfterMs from a payment to its money; above 0 refunds wait for money that can be used
 */
export function simulationSide(now: () => number, settlesAfterMs: number): Side {
  const due: { payoutId: string; atMs: number }[] = [];
  const provider = createProvider({
    now,
    emitted: () => {},
    payoutCreated: (payoutId) => void due.push({ payoutId, atMs: now() + PAYOUT_DELAY_MS }),
    transferCreated: () => {},
    transferLacksFunds: () => {},
    areRefundsFunded: () => settlesAfterMs > 0,
    refundWaits: () => {},
    met: () => {},
    raise: (violation) => {
      throw violation;
    },
  });
  const random = createRandom(1);
  const processes = createProcesses({ random, crashChance: () => 0, crashed: () => {} });
  const parts = { answers: createKeptAnswers(now), processes, random, faults: () => noFaults };
  const stripe = createStripeClient(provider, createCalls(parts, processes.start("payments")), now);
  const { checkout, accounts, disputes, moves, refunds } = provider;

  return {
    stripe,
    ids: noIds(),
    pay: async (sessionId) => void checkout.pay(sessionId, true, settlesAfterMs),
    openDispute: async (chargeId, kind) => {
      const charge = checkout.charge(chargeId);
      return (charge && provider.openDispute(charge, kind))?.id;
    },
    escalate: async (disputeId) => {
      const dispute = disputes.find(disputeId);
      const charge = dispute && checkout.charge(dispute.chargeId);
      if (charge) provider.escalate(dispute, charge);
    },
    decide: async (disputeId, verdict) => {
      const dispute = disputes.find(disputeId);
      if (dispute) disputes.decide(dispute, verdict);
    },
    appeal: async (disputeId) => {
      const dispute = disputes.find(disputeId);
      if (dispute) disputes.appeal(dispute);
    },
    overturn: async (disputeId) => {
      const dispute = disputes.find(disputeId);
      if (dispute) disputes.overturn(dispute);
    },
    moveAccount: async (accountId, standing) => {
      const account = accounts.find(accountId);
      if (account) accounts.move(account, standing);
    },
    closeAccount: async (accountId) => {
      const account = accounts.find(accountId);
      if (account) accounts.close(account);
    },
    returnPayout: async (payoutId) => moves.settlePayout(payoutId, "failed"),
    passTime: () => {
      while (due[0] !== undefined && due[0].atMs <= now()) {
        const { payoutId } = due.shift() ?? { payoutId: "" };
        // One that came back before does not become paid.
        moves.settlePayout(payoutId, "paid");
      }
      refunds.fund();
    },
    close: async () => {},
  };
}

const verbs = { active: "activate", restricted: "restrict", rejected: "reject" } as const;

/** The Stripe simulator of development and tests, in this process, which settles as the other side does. */
export function simulatorSide(now: () => number, settlementDelayMs: number): Side {
  const simulator = openInProcess({
    now: () => new Date(now()),
    payoutDelayMs: PAYOUT_DELAY_MS,
    realism: { areClosedAccountsShut: true, settlementDelayMs, areRefundsFunded: settlementDelayMs > 0 },
  });
  const { stripe, post } = simulator;
  const card = { number: "4242424242424242", expiry: "12/99", cvc: "123", name: "Test Person" };

  return {
    stripe,
    ids: noIds(),
    pay: async (sessionId) => void (await simulator.submit(`/c/pay/${sessionId}/pay`, card)),
    openDispute: async (chargeId, kind) => {
      const path = kind === "inquiry" ? "inquire" : "dispute";
      const { status, body } = await post(`/_control/charges/${chargeId}/${path}`);
      // The control API answers with Stripe's object.
      return status === 200 ? (body as Stripe.Dispute).id : undefined;
    },
    escalate: async (disputeId) => void (await post(`/_control/disputes/${disputeId}/escalate`)),
    decide: async (disputeId, verdict) =>
      void (await post(`/_control/disputes/${disputeId}/decide`, { verdict })),
    appeal: async (disputeId) => void (await post(`/_control/disputes/${disputeId}/appeal`)),
    overturn: async (disputeId) => void (await post(`/_control/disputes/${disputeId}/overturn`)),
    moveAccount: async (accountId, standing) =>
      void (await post(`/_control/accounts/${accountId}/${verbs[standing]}`)),
    closeAccount: async (accountId) => void (await post(`/_control/accounts/${accountId}/close`)),
    returnPayout: async (payoutId) => void (await post(`/_control/payouts/${payoutId}/fail`)),
    passTime: simulator.runDueJobs,
    close: simulator.close,
  };
}
