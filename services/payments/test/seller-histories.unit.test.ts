import fc from "fast-check";
import { expect, it } from "vitest";
import { classOf, naturalCents } from "../src/ledger/chart.ts";
import { commissionTerms } from "../src/ledger/commission.ts";
import { type Entry, withdrawalRequested } from "../src/ledger/entries.ts";
import type { MovementOrder } from "../src/movements/movement.ts";
import { decide as decidePayment } from "../src/payments/decide.ts";
import type { Fact } from "../src/payments/facts.ts";
import type { Payment } from "../src/payments/payment.ts";
import {
  claimed,
  decide as decideReceivable,
  type Receivable,
  type ReceivableFact,
} from "../src/receivables/lifecycle.ts";
import { recover } from "../src/receivables/recover.ts";
import {
  decide as decideWithdrawal,
  type PayoutFact,
  type Withdrawal,
} from "../src/withdrawals/lifecycle.ts";
import { aPayment } from "./builders.ts";

const now = new Date("2026-03-01T10:00:00Z");
const SELLER = "account_1";
const DISPUTE_FEE_CENTS = 2_000;

/** What may happen next to a seller's money, where it can. */
const happenings = [
  "sell",
  "settle",
  "work",
  "work",
  "withdraw",
  "bank_pays",
  "bank_fails",
  "bank_sends_back",
  "charge_back",
  "win",
  "lose",
  "return_transfer",
] as const;
interface Happening {
  readonly what: (typeof happenings)[number];
  /** Which of several, and how much of it in percent. */
  readonly which: number;
  readonly share: number;
}

/** Thrown where the ledger would refuse an entry: the whole transaction is as if it had not been. */
class WouldOverdraw extends Error {}

interface Order {
  readonly payment: Payment;
  readonly dispute: "none" | "open" | "won" | "lost";
  readonly disputedCents: number;
}

/** One seller with several orders, as buyers, banks and Stripe may treat them; what the deciders make of it. */
function aSellersWorld(commissionPercent: number) {
  const terms = commissionTerms(commissionPercent, 20);
  let books = {
    held: new Map<string, number>(),
    orders: new Map<string, Order>(),
    receivables: new Map<string, Receivable>(),
    withdrawals: new Map<string, Withdrawal>(),
    /** Movements that Stripe is to make. */
    work: new Map<string, MovementOrder>(),
  };
  const stripe = {
    platformCents: 0,
    connectedCents: 0,
    paidOutCents: 0,
    /** What is left of each order's transfer. */
    transferred: new Map<string, number>(),
  };
  /** What is true, and could not be taken in yet. */
  let untold: (() => void)[] = [];
  let earnedCents = 0;
  let count = 0;

  const heldBy = (name: string) =>
    [...books.held]
      .filter(([account]) => account.split(":")[0] === name)
      .reduce((sum, [, cents]) => sum + cents, 0);

  /** @returns `false` when the ledger refused, and nothing of it has happened */
  function transaction(body: () => void): boolean {
    const before = structuredClone(books);
    try {
      body();
      return true;
    } catch (error) {
      if (!(error instanceof WouldOverdraw)) throw error;
      books = before;
      return false;
    }
  }

  function post(entries: readonly Entry[]): void {
    for (const { lines } of entries) {
      expect(lines.reduce((sum, line) => sum + line.amountCents, 0)).toBe(0);
      for (const { account, amountCents } of lines) {
        const cents = (books.held.get(account) ?? 0) + naturalCents(account, amountCents);
        if (cents < 0 && classOf(account).balance === "guarded") throw new WouldOverdraw(account);
        books.held.set(account, cents);
      }
    }
  }

  function moveReceivable(fact: ReceivableFact): void {
    if (fact.kind === "claimed") return void books.receivables.set(fact.id, claimed(fact, now));
    const known = books.receivables.get(fact.id);
    if (known === undefined) return;
    const decision = decideReceivable(known, fact, now);
    if (decision.kind === "already") return;
    if (decision.kind !== "moved") throw new Error(decision.reason);
    books.receivables.set(fact.id, decision.change.after);
    post(decision.change.entries);
  }

  /** What the seller owes is taken from what they have by now, in the same transaction. */
  function collect(): void {
    const open = [...books.receivables.values()].filter(({ state }) => state === "held" || state === "due");
    const funds = { availableCents: heldBy("SELLER"), connectedCents: heldBy("CONNECTED_CASH") };
    const recovery = recover(open, funds, now);
    for (const receivable of recovery.receivables) books.receivables.set(receivable.id, receivable);
    post(recovery.entries);
    for (const { id, order } of recovery.movements) books.work.set(id, order);
  }

  /** As the one shell around the decider does it (`move-payment.ts`). */
  function apply(orderId: string, fact: Fact): void {
    const order = books.orders.get(orderId);
    if (order === undefined) throw new Error(`there is no ${orderId}`);
    const decision = decidePayment(order.payment, fact, now, terms);
    if (decision.kind === "already") return;
    if (decision.kind !== "moved") throw new Error(decision.reason);
    const { change } = decision;
    books.orders.set(orderId, { ...order, payment: change.after });
    const claims = change.receivables.filter(({ kind }) => kind === "claimed");
    for (const each of change.receivables) if (!claims.includes(each)) moveReceivable(each);
    post(change.entries);
    for (const each of claims) moveReceivable(each);
    for (const { id, order: asked } of change.movements) books.work.set(id, asked);
    for (const id of change.cancelledMovementIds) books.work.delete(id);
    if (change.entries.length > 0) collect();
  }

  function movePayout(withdrawalId: string, fact: PayoutFact): void {
    const known = books.withdrawals.get(withdrawalId);
    const decision = known && decideWithdrawal(known, fact, now);
    if (decision?.kind !== "moved") return;
    const { after, entries } = decision.change;
    books.withdrawals.set(withdrawalId, after);
    post(entries);
    if (after.state === "failed") collect();
  }

  /** Tells it, and again until it can be taken in. */
  function tell(body: () => void): void {
    untold.push(body);
    hear();
  }
  function hear(): void {
    for (let left = -1; left !== untold.length; ) {
      left = untold.length;
      const telling = untold;
      untold = [];
      for (const body of telling) if (!transaction(body)) untold.push(body);
    }
  }

  const orderWhere = (which: number, fits: (order: Order) => boolean): [string, Order] | undefined => {
    const fitting = [...books.orders].filter(([, order]) => fits(order));
    return fitting[which % Math.max(fitting.length, 1)];
  };

  /** What Stripe does with a movement. One that it refuses stays, and it is asked again later. */
  function make(id: string, order: MovementOrder): void {
    switch (order.kind) {
      case "refund": {
        const { orderId, chargeId, amountCents } = order;
        // Stripe refunds nothing of what a bank is deciding about.
        if (books.orders.get(orderId)?.dispute === "open") return;
        stripe.platformCents -= amountCents;
        books.work.delete(id);
        const refunded = { movementId: id, chargeId, refundId: `${id}_re`, amountCents };
        tell(() => apply(orderId, { kind: "refunded", ...refunded }));
        return;
      }
      case "transfer": {
        const { orderId, amountCents } = order;
        stripe.platformCents -= amountCents;
        stripe.connectedCents += amountCents;
        stripe.transferred.set(orderId, (stripe.transferred.get(orderId) ?? 0) + amountCents);
        books.work.delete(id);
        const transferred = { movementId: id, transferId: `${id}_tr`, amountCents };
        tell(() => apply(orderId, { kind: "transferred", ...transferred }));
        return;
      }
      case "reversal": {
        const { orderId, disputeId, amountCents } = order;
        const left = stripe.transferred.get(orderId) ?? 0;
        if (left < amountCents || stripe.connectedCents < amountCents) return;
        stripe.transferred.set(orderId, left - amountCents);
        stripe.connectedCents -= amountCents;
        stripe.platformCents += amountCents;
        books.work.delete(id);
        const reversed = {
          id: disputeId,
          movementId: id,
          reversalId: `${id}_trr`,
          amountCents,
          askedCents: amountCents,
        };
        tell(() => moveReceivable({ kind: "reversed", ...reversed }));
        return;
      }
      case "payout": {
        const { withdrawalId, amountCents } = order;
        books.work.delete(id);
        const isThere = stripe.connectedCents >= amountCents;
        if (isThere) stripe.connectedCents -= amountCents;
        const payoutId = `${withdrawalId}_po`;
        tell(() => movePayout(withdrawalId, isThere ? { kind: "made", payoutId } : { kind: "refused" }));
        return;
      }
      default:
        books.work.delete(id);
    }
  }

  const payoutWhere = (which: number, state: Withdrawal["state"]): Withdrawal | undefined => {
    const made = [...books.withdrawals.values()].filter(
      (one) => one.payoutId !== null && one.state === state,
    );
    return made[which % Math.max(made.length, 1)];
  };

  function decideDispute(which: number, verdict: "won" | "lost"): void {
    const [orderId, order] = orderWhere(which, ({ dispute }) => dispute === "open") ?? [];
    if (orderId === undefined || order === undefined) return;
    books.orders.set(orderId, { ...order, dispute: verdict });
    const disputeId = `du_${orderId}`;
    if (verdict === "won") {
      stripe.platformCents += order.disputedCents;
      const back = {
        balanceTransactionId: `txn_${orderId}_back`,
        takenCents: -order.disputedCents,
        feeCents: 0,
      };
      tell(() => apply(orderId, { kind: "chargeback_moved", disputeId, ...back }));
    }
    tell(() => apply(orderId, { kind: "chargeback_decided", disputeId, verdict }));
  }

  const happen: Record<Happening["what"], (which: number, share: number) => void> = {
    sell: (which, share) => {
      const orderId = `order_${++count}`;
      const amountCents = 50 + which * 100 + share;
      const payment = aPayment({ id: orderId, sellerId: SELLER, amountCents });
      books.orders.set(orderId, { payment, dispute: "none", disputedCents: 0 });
      stripe.platformCents += amountCents;
      tell(() => apply(orderId, { kind: "paid", chargeId: `ch_${orderId}`, amountCents, fee: null }));
    },
    settle: (which, share) => {
      const [orderId, order] = orderWhere(which, ({ payment }) => payment.settlement === null) ?? [];
      if (orderId === undefined || order === undefined) return;
      const { amountCents } = order.payment;
      const refundCents = Math.round((amountCents * share) / 100);
      tell(() =>
        apply(orderId, { kind: "settled_by_order", refundCents, releaseCents: amountCents - refundCents }),
      );
    },
    work: (which) => {
      const [id, order] = [...books.work][which % Math.max(books.work.size, 1)] ?? [];
      if (id !== undefined && order !== undefined) make(id, order);
    },
    // R29: three at once, each of whom has seen the same balance.
    withdraw: (_which, share) => {
      const payableCents = Math.min(heldBy("SELLER"), heldBy("CONNECTED_CASH"));
      const amountCents = Math.ceil((payableCents * (share + 20)) / 100);
      if (amountCents === 0) return;
      let takenCents = 0;
      for (let call = 1; call <= 3; call++) {
        const id = `withdrawal_${++count}`;
        const isTaken = transaction(() => {
          post([withdrawalRequested({ withdrawalId: id, accountId: SELLER, amountCents, at: now })]);
          const asked = { id, accountId: SELLER, amountCents, createdAt: now };
          books.withdrawals.set(id, { ...asked, state: "pending", payoutId: null, sequence: 0, revision: 1 });
          books.work.set(`po:${id}`, { kind: "payout", withdrawalId: id, sellerId: SELLER, amountCents });
        });
        if (isTaken) takenCents += amountCents;
      }
      expect(takenCents).toBeLessThanOrEqual(payableCents);
    },
    bank_pays: (which) => {
      const paid = payoutWhere(which, "pending");
      if (paid === undefined) return;
      stripe.paidOutCents += paid.amountCents;
      tell(() => movePayout(paid.id, { kind: "paid", payoutId: String(paid.payoutId) }));
    },
    bank_fails: (which) => {
      const failed = payoutWhere(which, "pending");
      if (failed === undefined) return;
      stripe.connectedCents += failed.amountCents;
      tell(() => movePayout(failed.id, { kind: "failed", payoutId: String(failed.payoutId) }));
    },
    bank_sends_back: (which) => {
      const returned = payoutWhere(which, "paid");
      if (returned === undefined) return;
      stripe.paidOutCents -= returned.amountCents;
      stripe.connectedCents += returned.amountCents;
      tell(() => movePayout(returned.id, { kind: "failed", payoutId: String(returned.payoutId) }));
    },
    charge_back: (which, share) => {
      const [orderId, order] = orderWhere(which, ({ dispute }) => dispute === "none") ?? [];
      // A chargeback beside a transfer that is just being reversed from outside may need a person.
      if (orderId === undefined || order === undefined || untold.length > 0) return;
      const { amountCents, refundedCents } = order.payment;
      const disputedCents = Math.ceil(((amountCents - refundedCents) * share) / 100);
      if (disputedCents === 0) return;
      books.orders.set(orderId, { ...order, dispute: "open", disputedCents });
      stripe.platformCents -= disputedCents + DISPUTE_FEE_CENTS;
      const disputeId = `du_${orderId}`;
      const about = { disputeId, chargeId: `ch_${orderId}`, amountCents: disputedCents, evidenceBy: null };
      tell(() => apply(orderId, { kind: "charged_back", ...about }));
      const taken = { takenCents: disputedCents, feeCents: DISPUTE_FEE_CENTS };
      const balanceTransactionId = `txn_${orderId}`;
      tell(() => apply(orderId, { kind: "chargeback_moved", disputeId, balanceTransactionId, ...taken }));
    },
    win: (which) => decideDispute(which, "won"),
    lose: (which) => decideDispute(which, "lost"),
    return_transfer: (which) => {
      // Two races are left out that need a person: for an order whose chargeback may still ask for the transfer, and for
      // money that a withdrawal or a reversal of ours is taking at that moment.
      const [orderId] = orderWhere(which, ({ dispute }) => dispute === "none") ?? [];
      const cents = stripe.transferred.get(orderId ?? "") ?? 0;
      if (orderId === undefined || cents === 0 || cents > heldBy("CONNECTED_CASH")) return;
      stripe.transferred.set(orderId, 0);
      stripe.connectedCents -= cents;
      stripe.platformCents += cents;
      const reversalId = `trr_${++count}`;
      const returned = { reversalId, amountCents: cents };
      tell(() => apply(orderId, { kind: "transfer_returned", ...returned, connectedCents: cents }));
      tell(() => apply(orderId, { kind: "returned_transfer_decided", ...returned, owner: "seller" }));
    },
  };

  return {
    heldBy,
    live: ({ what, which, share }: Happening): void => {
      happen[what](which, share);
      hear();
    },
    /** Every order ends, banks decide and pay, Stripe does all that is left, and everything is heard. */
    end(verdict: "won" | "lost"): void {
      for (const _order of books.orders) happen.settle(0, 30);
      for (const _order of books.orders) decideDispute(0, verdict);
      for (let round = 0; round < 10; round++) {
        for (const [id, order] of [...books.work]) make(id, order);
        for (const _payout of books.withdrawals) happen.bank_pays(0, 0);
        hear();
      }
      expect(untold).toHaveLength(0);
      for (const { payment } of books.orders.values()) {
        earnedCents += payment.releasedCents - payment.commissionCents - payment.vatCents;
      }
    },
    get books() {
      return books;
    },
    get earnedCents() {
      return earnedCents;
    },
    stripe,
  };
}

const aHappening = fc.record({
  what: fc.constantFrom(...happenings),
  which: fc.nat({ max: 20 }),
  share: fc.integer({ min: 0, max: 100 }),
});

it("R27, R29, R30: a seller's money adds up after any concurrent sales, chargebacks, payouts and withdrawals", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 100 }),
      fc.array(aHappening, { minLength: 5, maxLength: 60, size: "max" }),
      fc.constantFrom("won" as const, "lost" as const),
      (commissionPercent, history, verdict) => {
        const world = aSellersWorld(commissionPercent);
        for (const happening of history) world.live(happening);
        world.end(verdict);
        const { heldBy, stripe, books, earnedCents } = world;
        for (const { payment } of books.orders.values()) expect(payment.state).toBe("settled");
        const empty = ["ESCROW", "REFUND_DUE", "CHARGEBACK_HOLD", "CHARGEBACK_CASH", "PAYOUT_DUE", "TRANSIT"];
        for (const name of [...empty, "RETURNING"]) expect(heldBy(name), name).toBe(0);
        expect(heldBy("STRIPE_CASH")).toBe(stripe.platformCents);
        expect(heldBy("CONNECTED_CASH")).toBe(stripe.connectedCents);
        // What they earned they have, were paid, or owed and paid with; and they owe only what they cannot pay.
        const owed = [...books.receivables.values()].filter(({ state }) => state !== "dropped");
        const collectedCents = owed.reduce((sum, one) => sum + one.collectedCents, 0);
        const owedCents = owed.reduce((sum, one) => sum + one.owedCents, 0);
        expect(heldBy("SELLER")).toBe(earnedCents - stripe.paidOutCents - collectedCents);
        expect(heldBy("SELLER_RECEIVABLE")).toBe(owedCents - collectedCents);
        if (heldBy("SELLER_RECEIVABLE") > 0) expect(heldBy("SELLER")).toBe(0);
        expect(stripe.paidOutCents).toBeLessThanOrEqual(earnedCents);
      },
    ),
    { numRuns: 500 },
  );
});
