import { describe, expect, it } from "vitest";
import { aPayment } from "../../test/builders.ts";
import { naturalCents } from "../ledger/chart.ts";
import { commissionTerms } from "../ledger/commission.ts";
import type { PaymentChange } from "./change.ts";
import { decide } from "./decide.ts";
import type { Fact } from "./facts.ts";
import type { Payment } from "./payment.ts";

const now = new Date("2026-03-01T10:00:00Z");
const terms = commissionTerms(20, 20);

const paid: Fact = { kind: "paid", chargeId: "ch_1", amountCents: 1500, fee: null };
const chargedBack = (amountCents = 1500, chargeId = "ch_1", disputeId = "du_1"): Fact => ({
  kind: "charged_back",
  disputeId,
  chargeId,
  amountCents,
  evidenceBy: null,
});
const taken = (takenCents = 1500, disputeId = "du_1"): Fact => ({
  kind: "chargeback_moved",
  disputeId,
  balanceTransactionId: `txn_${disputeId}_${takenCents}`,
  takenCents,
  feeCents: takenCents > 0 ? 2000 : 0,
});
const decided = (verdict: "won" | "lost", disputeId = "du_1"): Fact => ({
  kind: "chargeback_decided",
  disputeId,
  verdict,
});
const ended = (refundCents: number, releaseCents: number): Fact => ({
  kind: "settled_by_order",
  refundCents,
  releaseCents,
});
const refundAccepted: Fact = {
  kind: "refunded",
  movementId: "",
  chargeId: "ch_1",
  refundId: "re_1",
  amountCents: 0,
};

/** What a payment and its accounts come to after some facts, each of which must change something. */
function after(...facts: readonly Fact[]) {
  return afterFacts(aPayment(), ...facts);
}

function afterFacts(before: Payment, ...facts: readonly Fact[]) {
  const held: Record<string, number> = {};
  const written: PaymentChange[] = [];
  let payment: Payment = before;
  for (const fact of facts) {
    const decision = decide(payment, fact, now, terms);
    if (decision.kind !== "moved") throw new Error(`${fact.kind} in ${payment.state}: ${decision.kind}`);
    payment = decision.change.after;
    written.push(decision.change);
    for (const { lines } of decision.change.entries) {
      for (const { account, amountCents } of lines) {
        const [name = ""] = account.split(":");
        held[name] = (held[name] ?? 0) + naturalCents(account, amountCents);
      }
    }
  }
  const last = written.at(-1);
  if (last === undefined) throw new Error("no fact was given");
  return { payment, held, last };
}

describe("R30: a chargeback while the order goes on", () => {
  it("freezes the money, and the order's end waits for the bank's verdict", () => {
    const { payment, held, last } = after(paid, chargedBack(), taken(), ended(0, 1500));
    expect(payment).toMatchObject({ state: "frozen", releasedCents: 0 });
    expect(held).toMatchObject({
      ESCROW: 0,
      CHARGEBACK_HOLD: 1500,
      CHARGEBACK_CASH: 1500,
      STRIPE_FEES: 2000,
    });
    expect(last.movements).toEqual([]);
    expect(decide(payment, ended(0, 1500), now, terms).kind).toBe("already");
  });

  it("of two parts: the money stays frozen until the bank has decided on both", () => {
    const both = [paid, chargedBack(500, "ch_1", "du_1"), chargedBack(600, "ch_1", "du_2"), taken(500)];
    const { payment: one } = after(...both, decided("lost", "du_1"));
    expect(one.state).toBe("frozen");
    const second = [taken(600, "du_2"), taken(-600, "du_2"), decided("won", "du_2")];
    const { payment: all, held } = after(...both, decided("lost", "du_1"), ...second);
    expect(all.state).toBe("blocked");
    expect(held).toMatchObject({ ESCROW: 1000, CHARGEBACK_HOLD: 0 });
  });

  it("of a payment that was made twice: the verdict leaves the order's money as it is", () => {
    const surplus: Fact = { ...paid, chargeId: "ch_2" };
    const { payment } = after(
      paid,
      surplus,
      chargedBack(1500, "ch_2"),
      taken(),
      taken(-1500),
      decided("won"),
    );
    expect(payment.state).toBe("blocked");
  });

  it("won: the money is blocked again, and what waited is done", () => {
    const open = after(paid, chargedBack(), taken(), taken(-1500), decided("won"));
    expect(open.payment.state).toBe("blocked");
    expect(open.held).toMatchObject({ ESCROW: 1500, CHARGEBACK_HOLD: 0, CHARGEBACK_CASH: 0 });
    const waited = after(paid, chargedBack(), taken(), ended(0, 1500), taken(-1500), decided("won"));
    expect(waited.payment).toMatchObject({ state: "settling", releasedCents: 1500 });
    expect(waited.held).toMatchObject({ ESCROW: 0, SELLER: 1200, CHARGEBACK_CASH: 0, CHARGEBACK_HOLD: 0 });
  });

  it("won, and its money not back: nothing is released until it is", () => {
    const { payment } = after(paid, chargedBack(), taken(), ended(0, 1500));
    expect(decide(payment, decided("won"), now, terms)).toMatchObject({ kind: "early" });
    const { payment: partly } = after(paid, chargedBack(), taken(), ended(0, 1500), taken(-1000));
    expect(decide(partly, decided("won"), now, terms)).toMatchObject({ kind: "early" });
  });

  it("lost: the buyer keeps it, and the order's end moves nothing more", () => {
    const refunded = after(paid, chargedBack(), taken(), decided("lost"), ended(1500, 0));
    expect(refunded.payment).toMatchObject({ state: "settled", refundedCents: 0 });
    expect(refunded.last).toMatchObject({ movements: [], entries: [] });
    const released = after(paid, chargedBack(), taken(), ended(0, 1500), decided("lost"));
    expect(released.payment).toMatchObject({ state: "settled", releasedCents: 0 });
    expect(released.held).toMatchObject({
      ESCROW: 0,
      CHARGEBACK_HOLD: 0,
      CHARGEBACK_CASH: 0,
      STRIPE_CASH: -2000,
    });
  });

  it("lost in part: an order that ends for it gives the buyer the rest, so that what was paid goes back once", () => {
    const { payment, held, last } = after(
      paid,
      chargedBack(500),
      taken(500),
      decided("lost"),
      ended(1500, 0),
    );
    expect(last.movements.map(({ order }) => order)).toMatchObject([{ kind: "refund", amountCents: 1000 }]);
    expect(held).toMatchObject({ ESCROW: 0, REFUND_DUE: 1000, CHARGEBACK_CASH: 0, CHARGEBACK_HOLD: 0 });
    expect(payment.releasedCents).toBe(0);
  });

  it("says how much of it was blocked for the order: of a second payment nothing", () => {
    const opened = after(paid, chargedBack(500));
    expect(opened.last.events).toMatchObject([{ data: { amount: 500, blockedAmount: 500 } }]);
    const lost = after(paid, chargedBack(500), taken(500), decided("lost"));
    expect(lost.last.events).toMatchObject([{ data: { amount: 500, blockedAmount: 500 } }]);
    const second = after(paid, { ...paid, chargeId: "ch_2" }, chargedBack(1500, "ch_2"));
    expect(second.last.events).toMatchObject([{ data: { amount: 1500, blockedAmount: 0 } }]);
  });

  it("lost in part: the part comes off the seller's, and only then off the buyer's", () => {
    const split = after(paid, chargedBack(900), taken(900), ended(700, 800), decided("lost"));
    expect(split.last.movements.map(({ order }) => "amountCents" in order && order.amountCents)).toEqual([
      600,
    ]);
    expect(split.payment).toMatchObject({ state: "settling", releasedCents: 0 });
    const sale = after(paid, chargedBack(500), taken(500), ended(0, 1500), decided("lost"));
    expect(sale.payment).toMatchObject({ releasedCents: 1000, commissionCents: 167, vatCents: 33 });
    expect(sale.held).toMatchObject({ ESCROW: 0, SELLER: 800 });
  });
});

describe("R30: a chargeback after the release", () => {
  it("is claimed from the seller, and the commission on it is given up", () => {
    const { payment, held, last } = after(paid, ended(0, 1500), chargedBack());
    expect(payment.state).toBe("settling");
    expect(held).toMatchObject({ SELLER_RECEIVABLE: 1200, COMMISSION: 0, VAT: 0, CHARGEBACK_HOLD: 1500 });
    expect(last.receivables).toMatchObject([{ kind: "claimed", id: "du_1", owedCents: 1200 }]);
  });

  it("won: nothing is owed; lost: it is due", () => {
    const won = after(paid, ended(0, 1500), chargedBack(), taken(), taken(-1500), decided("won"));
    expect(won.last.receivables).toEqual([{ kind: "dropped", id: "du_1" }]);
    expect(won.held).toMatchObject({ SELLER_RECEIVABLE: 0, COMMISSION: 250, VAT: 50, CHARGEBACK_HOLD: 0 });
    const lost = after(paid, ended(0, 1500), chargedBack(), taken(), decided("lost"));
    expect(lost.last.receivables).toEqual([{ kind: "due", id: "du_1" }]);
    expect(lost.held).toMatchObject({ SELLER_RECEIVABLE: 1200, CHARGEBACK_HOLD: 0, CHARGEBACK_CASH: 0 });
  });

  it("of a payment that is to be refunded stands in for the refund when it is lost", () => {
    const open = after(paid, ended(1500, 0), chargedBack(), taken());
    expect(open.held).toMatchObject({ REFUND_DUE: 0, CHARGEBACK_HOLD: 1500 });
    const lost = after(paid, ended(1500, 0), chargedBack(), taken(), decided("lost"));
    expect(lost.payment).toMatchObject({ state: "settled", openMovementIds: [], dueRefunds: [] });
    expect(lost.last.cancelledMovementIds).toEqual([`re:${lost.payment.id}`]);
    const won = after(paid, ended(1500, 0), chargedBack(), taken(), taken(-1500), decided("won"));
    expect(won.held).toMatchObject({ REFUND_DUE: 1500, CHARGEBACK_HOLD: 0 });
    expect(won.payment.openMovementIds).toEqual([`re:${won.payment.id}`]);
  });

  it("leaves what the bank did not pay of a refund to be refunded", () => {
    const { last, payment } = after(paid, ended(1500, 0), chargedBack(1000), taken(1000), decided("lost"));
    expect(last.movements.map(({ order }) => order)).toMatchObject([{ kind: "refund", amountCents: 500 }]);
    expect(payment.openMovementIds).toEqual(last.movements.map(({ id }) => id));
  });

  it("of money that was refunded already is the platform's loss", () => {
    const order = after(paid, ended(1500, 0)).payment;
    const refunded = decide(
      order,
      { ...refundAccepted, movementId: `re:${order.id}`, amountCents: 1500 },
      now,
      terms,
    );
    if (refunded.kind !== "moved") throw new Error(refunded.kind);
    const twice = decide(refunded.change.after, chargedBack(), now, terms);
    expect(twice).toMatchObject({
      change: { entries: [{ lines: [{ account: "CHARGEBACK_LOSSES", amountCents: 1500 }, {}] }] },
    });
  });
});

describe("a refund that Stripe made while the bank took its payment", () => {
  const made = (payment: Payment, amountCents: number): Fact => ({
    ...refundAccepted,
    movementId: `re:${payment.id}`,
    amountCents,
  });
  const order = aPayment();

  it.each([1500, 500])(
    "security 16: and which is heard of after the dispute of %i cents is recorded, and is the buyer's second one",
    (disputedCents) => {
      const before = [paid, ended(1500, 0), chargedBack(disputedCents), taken(disputedCents)];
      const { payment, held } = afterFacts(order, ...before, made(order, 1500));
      expect(payment).toMatchObject({ state: "settled", refundedCents: 1500, dueRefunds: [] });
      expect(held).toMatchObject({
        REFUND_DUE: 0,
        CHARGEBACK_LOSSES: disputedCents,
        CHARGEBACK_HOLD: disputedCents,
        STRIPE_CASH: -disputedCents - 2000,
      });
      const won = afterFacts(order, ...before, made(order, 1500), taken(-disputedCents), decided("won"));
      expect(won.held).toMatchObject({ CHARGEBACK_LOSSES: 0, REFUND_DUE: 0, CHARGEBACK_HOLD: 0 });
      expect(won.payment.dueRefunds).toEqual([]);
    },
  );

  it("security 16: and which is heard of after the bank kept it is recorded: its movement was cancelled", () => {
    const lost = [paid, ended(1500, 0), chargedBack(), taken(), decided("lost")];
    const { payment, held } = afterFacts(order, ...lost, made(order, 1500));
    expect(payment).toMatchObject({ state: "settled", refundedCents: 1500, cancelledRefundIds: [] });
    expect(held).toMatchObject({ REFUND_DUE: 0, CHARGEBACK_LOSSES: 1500, STRIPE_CASH: -1500 - 2000 });
    expect(decide(payment, made(order, 1500), now, terms).kind).toBe("already");
  });

  it("security 16: takes the place of what the bank had left of it to refund", () => {
    const lost = [paid, ended(1500, 0), chargedBack(1000), taken(1000), decided("lost")];
    const { payment, held, last } = afterFacts(order, ...lost, made(order, 1500));
    expect(payment).toMatchObject({ state: "settled", dueRefunds: [], openMovementIds: [] });
    expect(last.cancelledMovementIds).toEqual([`re:${order.id}:du_1`]);
    expect(held).toMatchObject({ REFUND_DUE: 0, CHARGEBACK_LOSSES: 1000 });
  });
});

describe("R30: a chargeback reported out of order", () => {
  const base = after(paid).payment;

  it("is early before its beginning, and a loss before its money was taken", () => {
    expect(decide(base, taken(), now, terms).kind).toBe("early");
    expect(decide(base, decided("won"), now, terms).kind).toBe("early");
    const open = decide(base, chargedBack(), now, terms);
    if (open.kind !== "moved") throw new Error(open.kind);
    expect(decide(open.change.after, decided("lost"), now, terms).kind).toBe("early");
  });

  it("changes nothing when it is reported again", () => {
    const { payment } = after(paid, chargedBack(), taken(), decided("lost"));
    for (const fact of [chargedBack(), taken(), decided("lost")]) {
      expect(decide(payment, fact, now, terms).kind).toBe("already");
    }
  });
});

describe("what Stripe undoes later", () => {
  const failed = (movementId: string, refundId = "re_1", amountCents = 1500): Fact => ({
    kind: "refund_failed",
    movementId,
    chargeId: "ch_1",
    refundId,
    amountCents,
  });

  it("a refund that fails after it was accepted is owed again, once", () => {
    const { payment: settling } = after(paid, ended(1500, 0));
    const movementId = `re:${settling.id}`;
    expect(decide(settling, failed(movementId), now, terms).kind).toBe("early");
    const refunded = decide(settling, { ...refundAccepted, movementId, amountCents: 1500 }, now, terms);
    if (refunded.kind !== "moved") throw new Error(refunded.kind);
    expect(refunded.change.after.state).toBe("settled");
    const again = decide(refunded.change.after, failed(movementId), now, terms);
    if (again.kind !== "moved") throw new Error(again.kind);
    expect(again.change).toMatchObject({
      after: { state: "settling", refundedCents: 0, openMovementIds: [movementId] },
      repeatedMovementIds: [movementId],
      entries: [{ kind: "refund_returned" }],
    });
    expect(decide(again.change.after, failed(movementId), now, terms).kind).toBe("already");
    // What was said of the refund that failed is no answer to the one that is owed since.
    const repeated: Fact = { ...refundAccepted, movementId, refundId: "re_1", amountCents: 1500 };
    expect(decide(again.change.after, repeated, now, terms).kind).toBe("already");
  });

  it.each(["open", "lost"] as const)(
    "a refund that fails because the bank takes the payment gives the same result, in either order of the reports: %s",
    (dispute) => {
      const order = aPayment();
      const movementId = `re:${order.id}`;
      const refunded: Fact = { ...refundAccepted, movementId, amountCents: 500 };
      const refundFailed = failed(movementId, "re_1", 500);
      const bank = [chargedBack(), taken(), ...(dispute === "lost" ? [decided("lost")] : [])];
      const before = [paid, ended(500, 1000), refunded];
      const [first, last] = [
        afterFacts(order, ...before, refundFailed, ...bank),
        afterFacts(order, ...before, ...bank, refundFailed),
      ];
      const same = { CHARGEBACK_LOSSES: 0, REFUND_DUE: 0, SELLER_RECEIVABLE: 800, STRIPE_CASH: -2000 };
      expect({ CHARGEBACK_LOSSES: 0, ...first.held }).toMatchObject(same);
      expect(last.held).toMatchObject(same);
      for (const { payment } of [first, last]) {
        // The transfer is open in any case.
        const open = dispute === "open" ? [`tr:${order.id}`, movementId] : [`tr:${order.id}`];
        expect(payment.openMovementIds.toSorted()).toEqual(open.toSorted());
        expect(payment).toMatchObject({ refundedCents: 0 });
      }
      expect(last.last.cancelledMovementIds).toEqual(dispute === "lost" ? [movementId] : []);
    },
  );

  it("R30: a refund that comes back after the bank has paid a part of it is owed under an id of its own", () => {
    const order = aPayment();
    const movementId = `re:${order.id}`;
    const bank = [chargedBack(500), taken(500), decided("lost")];
    const cancelled = afterFacts(order, paid, ended(1500, 0), ...bank);
    const made: Fact = { ...refundAccepted, movementId, amountCents: 1500 };
    const returned = afterFacts(cancelled.payment, made, failed(movementId));
    const rest = { orderId: order.id, kind: "refund", chargeId: "ch_1", amountCents: 1000 };
    expect(cancelled.last.movements).toMatchObject([{ id: `${movementId}:du_1`, order: rest }]);
    expect(returned.last.movements).toMatchObject([{ id: `${movementId}:re_1`, order: rest }]);
    expect(returned.payment).toMatchObject({ refundedCents: 0, openMovementIds: [`${movementId}:re_1`] });
    // Stripe had made the first rest all the same, at the moment at which it was cancelled: it is the one that is owed.
    const restMade: Fact = { ...made, movementId: `${movementId}:du_1`, refundId: "re_2", amountCents: 1000 };
    const settled = afterFacts(returned.payment, restMade);
    expect(settled.last).toMatchObject({
      entries: [{ kind: "refund_paid" }],
      cancelledMovementIds: [`${movementId}:re_1`],
    });
    expect(settled.payment).toMatchObject({ state: "settled", refundedCents: 1000, dueRefunds: [] });
  });

  it("stripe F13: a transfer that was reversed from outside is booked, and waits for a person", () => {
    const before = [paid, ended(0, 1500)];
    const order = aPayment();
    const transferred: Fact = {
      kind: "transferred",
      movementId: `tr:${order.id}`,
      transferId: "tr_1",
      amountCents: 1200,
    };
    const amounts = { reversalId: "trr_1", amountCents: 1200 };
    const returned: Fact = { kind: "transfer_returned", ...amounts, connectedCents: 1200 };
    const { payment, held, last } = afterFacts(order, ...before, transferred, returned);
    expect(payment.state).toBe("settled");
    // It was not settling in between.
    expect(last.rows).toHaveLength(1);
    expect(last.movements).toEqual([]);
    expect(last.exceptions).toMatchObject([
      { kind: "transfer_reversed", stripeId: "trr_1", amountCents: 1200 },
    ]);
    expect(held).toMatchObject({ SELLER: 1200, CONNECTED_CASH: 0, STRIPE_CASH: 1500 });
    expect(decide(payment, returned, now, terms).kind).toBe("already");

    const decision = (owner: "seller" | "platform"): Fact => ({
      kind: "returned_transfer_decided",
      ...amounts,
      owner,
    });
    const paidAgain = afterFacts(order, ...before, transferred, returned, decision("seller"));
    expect(paidAgain.last.movements).toMatchObject([
      { id: `tr:${order.id}:trr_1`, order: { kind: "transfer", chargeId: null, amountCents: 1200 } },
    ]);
    const kept = afterFacts(order, ...before, transferred, returned, decision("platform"));
    expect(kept.payment.state).toBe("settled");
    expect(kept.last.receivables).toMatchObject([{ kind: "claimed", owedCents: 1200, comesBack: false }]);
    expect(kept.held).toMatchObject({ SELLER_RECEIVABLE: 1200, OUTSIDE: -1200 });
  });

  it("security 21: a transfer that was reversed after its money was withdrawn overdraws no balance", () => {
    const returned = { kind: "transfer_returned", reversalId: "trr_1", amountCents: 1200 } as const;
    const { last } = after(paid, ended(0, 1500), { ...returned, connectedCents: 200 });
    expect(last.entries[0]?.lines).toMatchObject([
      { account: "STRIPE_CASH", amountCents: 1200 },
      { amountCents: -200 },
      { account: "OUTSIDE", amountCents: -1000 },
    ]);
  });
});

describe("R31: a refund that others made", () => {
  const byOthers = (amountCents: number, prevented = false): Fact => ({
    kind: "refunded_outside",
    refundId: "re_out",
    chargeId: "ch_1",
    amountCents,
    prevented,
  });
  const failedAgain: Fact = { kind: "outside_refund_failed", refundId: "re_out" };

  it("stripe F3: comes off what the order's end gives back, and only then off the seller's part", () => {
    const part = after(paid, byOthers(400), ended(500, 1000));
    expect(part.last.movements.map(({ order }) => order)).toMatchObject([
      { kind: "refund", amountCents: 100 },
      { kind: "transfer", amountCents: 800 },
    ]);
    expect(part.held).toMatchObject({ ESCROW: 0, REFUND_DUE: 100, SELLER: 800 });
    const more = after(paid, byOthers(900), ended(500, 1000));
    expect(more.payment.releasedCents).toBe(600);
    const all = after(paid, byOthers(1500), ended(0, 1500));
    expect(all.payment).toMatchObject({ state: "settled", releasedCents: 0 });
    expect(all.held).toMatchObject({ ESCROW: 0, STRIPE_CASH: 0 });
    expect(all.last).toMatchObject({ movements: [], entries: [] });
  });

  it("stripe F3: of what is owed to the buyer is not made again", () => {
    const all = after(paid, ended(1500, 0), byOthers(1500));
    expect(all.payment).toMatchObject({ state: "settled", dueRefunds: [], refundedCents: 0 });
    expect(all.last.cancelledMovementIds).toEqual([`re:${all.payment.id}`]);
    const part = after(paid, ended(1500, 0), byOthers(600));
    expect(part.payment.state).toBe("settling");
    expect(part.last.movements).toMatchObject([
      { id: `re:${part.payment.id}:re_out`, order: { kind: "refund", amountCents: 900 } },
    ]);
    expect(part.held).toMatchObject({ REFUND_DUE: 900, STRIPE_CASH: 900 });
  });

  it("stripe F3: after the release is the platform's loss, until a person charges the seller", () => {
    const lost = after(paid, ended(0, 1500), byOthers(1500, true));
    expect(lost.held).toMatchObject({ SELLER: 1200, OUTSIDE: 1500 });
    expect(lost.last.exceptions).toMatchObject([{ kind: "dispute_prevented", lossCents: 1500 }]);
    const by = (bearer: "platform" | "seller"): Fact => ({
      kind: "outside_loss_decided",
      refundId: "re_out",
      bearer,
    });
    const charged = after(paid, ended(0, 1500), byOthers(1500), by("seller"));
    expect(charged.held).toMatchObject({ OUTSIDE: 0, SELLER_RECEIVABLE: 1200, COMMISSION: 0, VAT: 0 });
    expect(charged.last).toMatchObject({
      receivables: [{ kind: "claimed", id: "re_out", owedCents: 1200, isDue: true }],
      invoices: [{ kind: "credit_note" }],
    });
    expect(decide(charged.payment, by("platform"), now, terms).kind).toBe("already");
    const borne = after(paid, ended(0, 1500), byOthers(1500), by("platform"));
    expect(borne.held).toMatchObject({ OUTSIDE: 1500 });
  });

  it("stripe F3: that fails is where it was, or owed to the buyer once the order has ended", () => {
    const open = after(paid, byOthers(1500), failedAgain);
    expect(open.held).toMatchObject({ ESCROW: 1500, STRIPE_CASH: 1500 });
    expect(decide(open.payment, byOthers(1500), now, terms).kind).toBe("already");
    const over = after(paid, byOthers(1500), ended(1500, 0), failedAgain);
    expect(over.payment).toMatchObject({ state: "settling" });
    expect(over.held).toMatchObject({ REFUND_DUE: 1500 });
    expect(over.last.movements).toMatchObject([{ order: { kind: "refund", amountCents: 1500 } }]);
  });

  it("R30, R31: that fails since a bank took the payment leaves nothing blocked beside what the bank has", () => {
    const open = after(paid, byOthers(500), chargedBack(1500), taken(), failedAgain);
    expect(open.payment).toMatchObject({
      state: "frozen",
      chargebacks: [{ shares: { escrowCents: 1500, lossCents: 0 } }],
    });
    expect(open.held).toMatchObject({ ESCROW: 0, CHARGEBACK_HOLD: 1500, CHARGEBACK_LOSSES: 0 });
    const whole = after(paid, byOthers(1500), chargedBack(1500), taken(), failedAgain, ended(0, 1500));
    expect(whole.payment).toMatchObject({ state: "frozen", settlement: { releaseCents: 1500 } });
    const lost = after(paid, byOthers(500), chargedBack(1500), taken(), decided("lost"), failedAgain);
    expect(lost.held).toMatchObject({ ESCROW: 0, CHARGEBACK_LOSSES: 0 });
    const over = afterFacts(lost.payment, ended(1500, 0));
    expect(over.payment).toMatchObject({ state: "settled", dueRefunds: [] });
    const won = after(
      paid,
      byOthers(1500),
      chargedBack(1500),
      taken(),
      failedAgain,
      taken(-1500),
      decided("won"),
    );
    expect(won.payment.state).toBe("blocked");
    expect(won.held).toMatchObject({ ESCROW: 1500, CHARGEBACK_HOLD: 0, CHARGEBACK_CASH: 0 });
  });

  it("stripe F3: and one that Stripe was making for the platform at that moment is the buyer's second", () => {
    const order = aPayment();
    const made: Fact = { ...refundAccepted, movementId: `re:${order.id}`, amountCents: 1500 };
    const twice = afterFacts(order, paid, ended(1500, 0), byOthers(1500), made);
    expect(twice.held).toMatchObject({ REFUND_DUE: 0, OUTSIDE: 1500, STRIPE_CASH: -1500 });
    expect(twice.last.exceptions).toMatchObject([{ kind: "paid_twice", lossCents: 1500 }]);
  });

  it("R30, R31: and of whose rest a bank holds a part leaves nothing to refund when the bank gives that back", () => {
    const order = aPayment();
    const made: Fact = { ...refundAccepted, movementId: `re:${order.id}`, amountCents: 600 };
    const bank = [taken(), taken(-1500), decided("won")];
    const facts = [paid, ended(600, 900), byOthers(300), chargedBack(1500), made, ...bank];
    const { payment, held } = afterFacts(order, ...facts);
    expect(payment).toMatchObject({ dueRefunds: [], openMovementIds: [`tr:${order.id}`] });
    expect(held).toMatchObject({ REFUND_DUE: 0 });
  });

  it("R31: two refunds of one debt that Stripe was making at the same moment: the second is booked, for a person", () => {
    const order = aPayment();
    const madeBy = (movementId: string, refundId: string, amountCents: number): Fact => ({
      ...{ kind: "refunded", movementId, chargeId: "ch_1", refundId, amountCents },
    });
    const first = madeBy(`re:${order.id}`, "re_first", 600);
    // What others refunded has left a rest, which is being made, and fails later.
    const rest = madeBy(`re:${order.id}:re_out`, "re_rest", 200);
    const twice = afterFacts(order, paid, ended(600, 900), byOthers(400), failedAgain, first, rest);
    expect(twice.held).toMatchObject({ REFUND_DUE: 0, OUTSIDE: 200, STRIPE_CASH: 700 });
    expect(twice.payment).toMatchObject({ dueRefunds: [], refundedCents: 600 });
    expect(twice.last.exceptions).toMatchObject([
      { kind: "refund_outside", stripeId: "re_rest", amountCents: 200, lossCents: 200 },
    ]);
  });
});

describe("R30, R31: a refund that comes back after a bank has paid a part of it, and another refund the rest", () => {
  it("is not owed again", () => {
    const order = aPayment();
    const made = (movementId: string, refundId: string, amountCents: number) =>
      ({ movementId, chargeId: "ch_1", refundId, amountCents }) as const;
    const first = made(`re:${order.id}`, "re_1", 1500);
    const rest = made(`re:${order.id}:du_1`, "re_2", 1000);
    const { payment, held } = afterFacts(
      order,
      paid,
      ended(1500, 0),
      ...[chargedBack(500), taken(500), decided("lost")],
      { kind: "refunded", ...first },
      { kind: "refunded", ...rest },
      { kind: "refund_failed", ...first },
    );
    expect(payment).toMatchObject({ state: "settled", dueRefunds: [], openMovementIds: [] });
    expect(held).toMatchObject({ REFUND_DUE: 0, OUTSIDE: 0, CHARGEBACK_LOSSES: 0, STRIPE_CASH: -2000 });
  });
});

describe("R30, R31: a bank that changes its mind", () => {
  it("stripe F7: lost, then won upon an appeal: the verdicts are a history, and money follows what moves", () => {
    const won = after(paid, chargedBack(), taken(), decided("lost"), decided("won"));
    expect(won.last).toMatchObject({ entries: [], events: [], movements: [] });
    expect(won.payment.chargebacks[0]?.verdicts.map(({ verdict }) => verdict)).toEqual(["lost", "won"]);
    const back = after(paid, chargedBack(), taken(), decided("lost"), decided("won"), taken(-1500));
    expect(back.held).toMatchObject({ CHARGEBACK_CASH: 0, CHARGEBACK_HOLD: 0, OUTSIDE: -1500, ESCROW: 0 });
    expect(back.last.exceptions).toMatchObject([
      { kind: "verdict_changed", amountCents: 1500, lossCents: 0 },
    ]);
  });

  it("stripe F8: won, and nothing is known that was taken: the verdict waits, since both may still come, for three days", () => {
    const { payment } = after(paid, chargedBack());
    expect(decide(payment, decided("won"), now, terms).kind).toBe("early");
    const later = new Date(now.getTime() + 3 * 24 * 60 * 60_000);
    expect(decide(payment, decided("won"), later, terms)).toMatchObject({
      change: { after: { state: "blocked" } },
    });
  });

  it("stripe F7: won, taken again, and given back upon another appeal: it is where it was", () => {
    const move = (takenCents: number, balanceTransactionId: string): Fact =>
      ({ ...taken(takenCents), balanceTransactionId }) as Fact;
    const won = [paid, chargedBack(), taken(), taken(-1500), decided("won")];
    const back = after(
      ...won,
      move(1500, "txn_again"),
      decided("lost"),
      move(-1500, "txn_back"),
      decided("won"),
    );
    expect(back.held).toMatchObject({ ESCROW: 1500, CHARGEBACK_CASH: 0 });
    const settled = after(...won, move(1500, "txn_again"), move(-1500, "txn_back"), ended(0, 1500));
    expect(settled.payment).toMatchObject({ releasedCents: 1500 });
  });

  it("stripe F7: won, taken again, and given back after the order's end: it follows that end, or a person decides", () => {
    const move = (takenCents: number, balanceTransactionId: string): Fact =>
      ({ ...taken(takenCents), balanceTransactionId }) as Fact;
    const takenAgain = [paid, chargedBack(), taken(), taken(-1500), decided("won"), move(1500, "txn_again")];
    const refunded = after(...takenAgain, ended(1500, 0), move(-1500, "txn_back"));
    expect(refunded.held).toMatchObject({ REFUND_DUE: 1500 });
    const released = after(...takenAgain, ended(0, 1500), move(-1500, "txn_back"));
    expect(released.last).toMatchObject({ movements: [], exceptions: [{ kind: "verdict_changed" }] });
    expect(released.held).toMatchObject({ OUTSIDE: -1500 });
    expect(released.held.REFUND_DUE).toBeUndefined();
  });

  it("stripe F7: won, then taken again: the buyer has it, so that it is neither refunded nor released", () => {
    const again: Fact = { ...taken(1500), balanceTransactionId: "txn_again" } as Fact;
    const won = [paid, chargedBack(), taken(), taken(-1500), decided("won")];
    const owed = after(...won, ended(1500, 0), again, decided("lost"));
    expect(owed.held).toMatchObject({ REFUND_DUE: 0, STRIPE_CASH: -2 * 2000, CHARGEBACK_CASH: 0 });
    expect(owed.payment).toMatchObject({ state: "settled", openMovementIds: [], dueRefunds: [] });
    const blocked = after(...won, again, ended(0, 1500));
    expect(blocked.held).toMatchObject({ ESCROW: 0, STRIPE_CASH: -2 * 2000 });
    expect(blocked.payment).toMatchObject({ state: "settled", releasedCents: 0 });
  });

  it("stripe F7: won, then taken again and lost: the loss is the platform's, for a person to decide", () => {
    const again: Fact = { ...taken(1499), balanceTransactionId: "txn_again" } as Fact;
    const order = [paid, chargedBack(), taken(), taken(-1500), decided("won"), ended(0, 1500)];
    const { held, payment, last } = after(...order, again, decided("lost"));
    expect(held).toMatchObject({ OUTSIDE: 1499, CHARGEBACK_CASH: 0, CHARGEBACK_HOLD: 0, SELLER: 1200 });
    expect(payment.chargebacks[0]).toMatchObject({ state: "won", verdicts: [{}, { verdict: "lost" }] });
    expect(last.exceptions).toEqual([]);
  });

  it("stripe F7: lost, and less taken than disputed: what was not taken is where it was, after three days", () => {
    const early = after(paid, chargedBack(), taken(600));
    expect(decide(early.payment, decided("lost"), now, terms).kind).toBe("early");
    const later = new Date(now.getTime() + 3 * 24 * 60 * 60_000);
    const decision = decide(early.payment, decided("lost"), later, terms);
    if (decision.kind !== "moved") throw new Error(decision.kind);
    expect(decision.change.entries.map(({ kind }) => kind)).toEqual([
      "chargeback_reduced",
      "chargeback_lost",
    ]);
    expect(decision.change.after).toMatchObject({
      state: "blocked",
      chargebacks: [{ shares: { escrowCents: 600 } }],
    });
    const settled = decide(decision.change.after, ended(0, 1500), later, terms);
    expect(settled).toMatchObject({ change: { after: { releasedCents: 900 } } });
  });

  it("stripe F7: lost, and less taken of a release: the seller owes that, and no more", () => {
    const { payment } = after(paid, ended(0, 1500), chargedBack(), taken(500));
    const later = new Date(now.getTime() + 3 * 24 * 60 * 60_000);
    expect(decide(payment, decided("lost"), later, terms)).toMatchObject({
      change: {
        receivables: [{ kind: "reduced", owedCents: 400 }, { kind: "due" }],
        invoices: [{ kind: "credit_note", release: { grossCents: 500 } }],
      },
    });
  });
});
