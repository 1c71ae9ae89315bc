import fc from "fast-check";
import { expect, it } from "vitest";
import { aPayment } from "../../test/builders.ts";
import { classOf, naturalCents } from "../ledger/chart.ts";
import { type CommissionTerms, commissionTerms } from "../ledger/commission.ts";
import type { Entry } from "../ledger/entries.ts";
import type { MovementOrder } from "../movements/movement.ts";
import { decide } from "./decide.ts";
import type { Fact } from "./facts.ts";
import type { Payment } from "./payment.ts";

const now = new Date("2026-03-01T10:00:00Z");
const CHARGE = "ch_1";
const DISPUTE = "du_1";

/** What may happen next to an order's money, where it can. `share`: of what there is, in percent. */
const happenings = [
  "settle",
  "do",
  "find",
  "fail_refund",
  "return_transfer",
  "refund_outside",
  "decide_loss",
  "fail_outside",
  "charge_back",
  "escalate",
  "win",
  "lose",
  "again",
] as const;
interface Happening {
  readonly what: (typeof happenings)[number];
  readonly share: number;
  /** Its facts arrive the last one first. */
  readonly isReversed: boolean;
}

interface Work {
  readonly order: MovementOrder;
  /** `failed`: until the decider hears of it, and has it made again. */
  readonly state: "open" | "done" | "failed" | "cancelled";
  /** How often it was done: each time it is another object at Stripe. */
  readonly times: number;
}

/** One order's money as Stripe, the buyer's bank and the order's end may treat it, and what the decider makes of it. */
function aWorld(amountCents: number, terms: CommissionTerms) {
  let payment: Payment = aPayment({ amountCents });
  const held = new Map<string, number>();
  const entryIds = new Set<string>();
  const work = new Map<string, Work>();
  const told: Fact[] = [];
  let underWay: Fact[] = [];
  /** What Stripe has done, and whose answer is lost: it is found later. */
  let unanswered: Fact[] = [];
  let refundedCents = 0;
  const byOthers: { id: string; amountCents: number; isMade: boolean }[] = [];
  let disputedCents = 0;
  let dispute: "none" | "open" | "won" | "lost" = "none";

  /** @returns `false`, and nothing is posted, when an account would go below zero: as the ledger refuses it */
  function post(entries: readonly Entry[]): boolean {
    const after = new Map(held);
    for (const { id, lines } of entries) {
      expect(entryIds.has(id), `${id} is posted once`).toBe(false);
      expect(lines.reduce((sum, line) => sum + line.amountCents, 0)).toBe(0);
      for (const { account, amountCents: cents } of lines) {
        after.set(account, (after.get(account) ?? 0) + naturalCents(account, cents));
      }
    }
    const isOverdrawn = [...after].some(
      ([account, cents]) => cents < 0 && classOf(account).balance === "guarded",
    );
    if (isOverdrawn) return false;
    for (const { id } of entries) entryIds.add(id);
    for (const [account, cents] of after) held.set(account, cents);
    return true;
  }

  /** @returns whether the fact is taken; what came too early comes again */
  function take(fact: Fact): boolean {
    const decision = decide(payment, fact, now, terms);
    if (decision.kind === "contradiction") throw new Error(`${decision.reason}: ${JSON.stringify(fact)}`);
    if (decision.kind !== "moved") return decision.kind === "already";
    const { change } = decision;
    if (!post(change.entries)) return false;
    payment = change.after;
    for (const { id, order } of change.movements) work.set(id, { order, state: "open", times: 0 });
    for (const id of change.repeatedMovementIds) put(id, { state: "open" });
    for (const id of change.cancelledMovementIds) put(id, { state: "cancelled" });
    return true;
  }

  function put(id: string, change: Partial<Work>): void {
    const known = work.get(id);
    if (known !== undefined) work.set(id, { ...known, ...change });
  }

  function tell(...facts: Fact[]): void {
    told.push(...facts);
    underWay.push(...facts);
  }

  function deliver(isReversed: boolean): void {
    const arriving = isReversed ? underWay.toReversed() : underWay;
    underWay = [];
    for (const fact of arriving) if (!take(fact)) underWay.push(fact);
  }

  const othersHave = () =>
    byOthers.reduce((sum, { amountCents: cents, isMade }) => sum + (isMade ? cents : 0), 0);

  /** Left out: a bank that takes a payment of which a refund by others has failed, beside refunds of the platform. */
  const hasOutsideFailure = () => byOthers.some(({ isMade }) => !isMade);

  const someWork = (kind: MovementOrder["kind"], state: Work["state"]) =>
    [...work].find(([, one]) => one.order.kind === kind && one.state === state);

  function doWork(kind: "refund" | "transfer", isAnswered = true): void {
    const [id, one] = someWork(kind, "open") ?? [];
    if (id === undefined || one === undefined) return;
    const times = one.times + 1;
    if (one.order.kind === "refund") {
      // Stripe refunds nothing of a charge that a bank has taken back or is deciding about.
      if (dispute === "open" || dispute === "lost") return;
      if (one.order.amountCents > amountCents - refundedCents - othersHave()) return;
      const { chargeId, amountCents: cents } = one.order;
      refundedCents += cents;
      const refundId = `${id}_${times}`;
      const refunded = { kind: "refunded", movementId: id, chargeId, refundId, amountCents: cents } as const;
      if (isAnswered) tell(refunded);
      else unanswered.push(refunded);
    }
    if (one.order.kind === "transfer") {
      const { amountCents: cents } = one.order;
      tell({ kind: "transferred", movementId: id, transferId: `${id}_${times}`, amountCents: cents });
    }
    put(id, { state: "done", times });
  }

  function decideDispute(verdict: "won" | "lost"): void {
    if (dispute !== "open") return;
    dispute = verdict;
    tell({ kind: "chargeback_decided", disputeId: DISPUTE, verdict });
    if (verdict === "won") tell(cashMoved(-disputedCents, 0));
  }

  const cashMoved = (takenCents: number, feeCents: number): Fact => ({
    kind: "chargeback_moved",
    disputeId: DISPUTE,
    balanceTransactionId: `txn_${takenCents > 0 ? "taken" : "back"}`,
    takenCents,
    feeCents,
  });

  const happen: Record<Happening["what"], (share: number) => void> = {
    settle: (share) => {
      if (payment.settlement !== null) return;
      const refundCents = Math.round((amountCents * share) / 100);
      tell({ kind: "settled_by_order", refundCents, releaseCents: amountCents - refundCents });
    },
    do: (share) => doWork(share % 2 === 0 ? "refund" : "transfer", share % 4 !== 0),
    find: () => {
      tell(...unanswered);
      unanswered = [];
    },
    fail_refund: () => {
      const [id, one] = someWork("refund", "done") ?? [];
      if (id === undefined || one?.order.kind !== "refund" || dispute !== "none") return;
      const { chargeId, amountCents: cents } = one.order;
      refundedCents -= cents;
      const refundId = `${id}_${one.times}`;
      put(id, { state: "failed" });
      tell({ kind: "refund_failed", movementId: id, chargeId, refundId, amountCents: cents });
    },
    return_transfer: (share) => {
      const [id, one] = someWork("transfer", "done") ?? [];
      if (id === undefined || one?.order.kind !== "transfer" || dispute !== "none") return;
      const { amountCents: cents } = one.order;
      const returned = { reversalId: `trr_${one.times}`, amountCents: cents };
      tell({ kind: "transfer_returned", ...returned, connectedCents: cents });
      tell({
        kind: "returned_transfer_decided",
        ...returned,
        owner: share % 2 === 0 ? "seller" : "platform",
      });
    },
    refund_outside: (share) => {
      // Stripe refunds no more than was paid, and nothing of what a bank has.
      const leftCents = dispute === "none" ? amountCents - refundedCents - othersHave() : 0;
      const cents = Math.ceil((leftCents * share) / 100);
      if (cents === 0) return;
      const id = `re_out_${byOthers.length}`;
      byOthers.push({ id, amountCents: cents, isMade: true });
      tell({
        kind: "refunded_outside",
        refundId: id,
        chargeId: CHARGE,
        amountCents: cents,
        prevented: false,
      });
    },
    decide_loss: (share) => {
      const [undecided] = payment.outsideRefunds.filter(({ bearer }) => bearer === null);
      if (undecided === undefined) return;
      const bearer = share % 2 === 0 ? "seller" : "platform";
      tell({ kind: "outside_loss_decided", refundId: undecided.id, bearer });
    },
    fail_outside: () => {
      const made = byOthers.find(({ isMade }) => isMade);
      if (made === undefined || dispute !== "none") return;
      made.isMade = false;
      tell({ kind: "outside_refund_failed", refundId: made.id });
    },
    charge_back: (share) => {
      // Banks also take what is being refunded to them.
      if (hasOutsideFailure()) return;
      const leftCents = share % 2 === 0 ? amountCents : amountCents - refundedCents - othersHave();
      disputedCents = dispute === "none" ? leftCents : disputedCents;
      if (dispute !== "none" || disputedCents <= 0) return;
      dispute = "open";
      const fact = { disputeId: DISPUTE, chargeId: CHARGE, amountCents: disputedCents, evidenceBy: null };
      tell({ kind: "charged_back", ...fact }, cashMoved(disputedCents, 2_000));
    },
    escalate: () => {
      if (dispute !== "none" || hasOutsideFailure()) return;
      // Refunds that are under way fail when the bank takes the payment.
      for (const [id, { order, state, times }] of work) {
        if (order.kind !== "refund" || state !== "done") continue;
        const { chargeId, amountCents: cents } = order;
        refundedCents -= cents;
        put(id, { state: "failed" });
        tell({
          kind: "refund_failed",
          movementId: id,
          chargeId,
          refundId: `${id}_${times}`,
          amountCents: cents,
        });
      }
      happen.charge_back(1);
    },
    win: () => decideDispute("won"),
    lose: () => decideDispute("lost"),
    again: (share) => {
      const again = told[share % told.length];
      if (again !== undefined) underWay.push(again);
    },
  };

  tell({ kind: "paid", chargeId: CHARGE, amountCents, fee: null });
  deliver(false);
  return {
    live({ what, share, isReversed }: Happening): void {
      happen[what](share);
      deliver(isReversed);
    },
    /** The order ends, the bank decides, Stripe does all that is left, and everything is heard. */
    end(verdict: "won" | "lost"): void {
      happen.settle(50);
      decideDispute(verdict);
      happen.find(0);
      for (let round = 0; round < 10; round++) {
        deliver(false);
        doWork("refund");
        doWork("transfer");
      }
      expect(underWay).toEqual([]);
    },
    holds: (name: string) =>
      [...held]
        .filter(([account]) => account.split(":")[0] === name)
        .reduce((sum, [, cents]) => sum + cents, 0),
    get payment() {
      return payment;
    },
    get stripe() {
      return { refundedCents, dispute, disputedCents, othersCents: othersHave() };
    },
  };
}

const aHappening = fc.record({
  what: fc.constantFrom(...happenings),
  share: fc.integer({ min: 0, max: 100 }),
  isReversed: fc.boolean(),
});

it("R27, R28, R30: every cent is accounted for, after any events of an order's money in any order", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 50, max: 1_000_000 }),
      fc.integer({ min: 0, max: 100 }),
      fc.array(aHappening, { maxLength: 16 }),
      fc.constantFrom("won" as const, "lost" as const),
      (amountCents, commissionPercent, history, verdict) => {
        const world = aWorld(amountCents, commissionTerms(commissionPercent, 20));
        for (const happening of history) world.live(happening);
        world.end(verdict);
        const { payment, holds, stripe } = world;
        expect(payment.state).toBe("settled");
        for (const name of ["ESCROW", "REFUND_DUE", "CHARGEBACK_HOLD"]) expect(holds(name), name).toBe(0);
        // What has left the platform at Stripe for the buyer is what the ledger says has left.
        const lostCents = stripe.dispute === "lost" ? stripe.disputedCents : 0;
        const feeCents = stripe.dispute === "none" ? 0 : 2_000;
        expect(holds("STRIPE_CASH")).toBe(
          amountCents -
            stripe.refundedCents -
            stripe.othersCents -
            lostCents -
            feeCents -
            holds("CONNECTED_CASH"),
        );
        // The second of two refunds of one debt is booked as those of others are.
        const second = payment.outsideRefunds.filter(
          ({ id, state }) => state === "made" && !id.startsWith("re_out_"),
        );
        const secondCents = second.reduce((sum, refund) => sum + refund.amountCents, 0);
        expect(payment.refundedCents + secondCents).toBe(stripe.refundedCents);
      },
    ),
    { numRuns: 5000 },
  );
});
