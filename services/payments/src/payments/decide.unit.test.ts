import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { aPayment } from "../../test/builders.ts";
import { naturalCents } from "../ledger/chart.ts";
import { commissionTerms } from "../ledger/commission.ts";
import type { Entry } from "../ledger/entries.ts";
import type { NewMovement } from "../movements/movement.ts";
import type { PaymentChange } from "./change.ts";
import { decide } from "./decide.ts";
import type { Fact } from "./facts.ts";
import type { Payment } from "./payment.ts";

const now = new Date("2026-03-01T10:00:00Z");
const terms = commissionTerms(20, 20);

function paid(chargeId = "ch_1", amountCents = 1500): Fact {
  return { kind: "paid", chargeId, amountCents, fee: { cents: 48, balanceTransactionId: `txn_${chargeId}` } };
}

function change(payment: Payment, fact: Fact): PaymentChange {
  const decision = decide(payment, fact, now, terms);
  if (decision.kind !== "moved") throw new Error(`${fact.kind} in ${payment.state}: ${decision.kind}`);
  return decision.change;
}

describe("the life of a payment", () => {
  it("R8: a payment blocks the money and is published to the order", () => {
    const { after: payment, entries, events } = change(aPayment(), paid());
    expect(payment).toMatchObject({
      state: "blocked",
      paidCents: 1500,
      charge: { id: "ch_1", feeCents: 48 },
    });
    expect(entries.map((entry) => entry.kind)).toEqual(["payment_received", "stripe_fee"]);
    expect(events.map((event) => event.type.name)).toEqual(["payments.payment.succeeded.v1"]);
  });

  it("R8: a payment for an expired order is received and published like any other, for the order to refund it", () => {
    const expired = change(aPayment(), { kind: "order_expired" }).after;
    const late = change(expired, paid());
    expect(late.events).toHaveLength(1);
    const settled = change(late.after, { kind: "settled_by_order", refundCents: 1500, releaseCents: 0 });
    expect(settled.movements.map(({ order }) => order)).toEqual([
      { kind: "refund", orderId: settled.after.id, chargeId: "ch_1", amountCents: 1500 },
    ]);
  });

  it("R8: closes the open checkout when the order expires", () => {
    const opened = { id: "cs_1", url: "https://pay" };
    const checkout = { attempt: 1, successUrl: "", cancelUrl: "", locale: null, expiresAt: now, opened };
    const { movements } = change(aPayment({ checkout }), { kind: "order_expired" });
    expect(movements.map(({ order }) => order.kind)).toEqual(["close_session"]);
  });

  it("the same payment reported twice changes nothing, a second one is refunded", () => {
    const { after: payment } = change(aPayment(), paid());
    expect(decide(payment, paid(), now, terms).kind).toBe("already");
    const again = change(payment, paid("ch_2", 1500));
    expect(again.movements).toHaveLength(1);
    expect(again.after).toMatchObject({ state: "blocked", paidCents: 3000 });
    expect(decide(again.after, paid("ch_2"), now, terms).kind).toBe("already");
  });

  it("a settlement that is not what was paid is a contradiction, as is one before any payment", () => {
    const { after: payment } = change(aPayment(), paid());
    for (const [refundCents, releaseCents] of [
      [1500, 1],
      [0, 0],
      [1499, 0],
    ] as const) {
      expect(decide(payment, { kind: "settled_by_order", refundCents, releaseCents }, now, terms).kind).toBe(
        "contradiction",
      );
    }
    const early: Fact = { kind: "settled_by_order", refundCents: 0, releaseCents: 1500 };
    expect(decide(aPayment(), early, now, terms).kind).toBe("contradiction");
  });

  it("R17, R28: every cent is accounted for, with any amount, split and order of facts", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1_000_000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.array(fc.nat({ max: 5 }), { maxLength: 12 }),
        (amountCents, share, choices) => {
          const refundCents = Math.round(amountCents * share);
          const world = {
            payment: aPayment({ amountCents }),
            sums: new Map<string, number>(),
            todo: [] as NewMovement[],
          };
          const take = (fact: Fact) => {
            const decision = decide(world.payment, fact, now, terms);
            if (decision.kind !== "moved") return;
            world.payment = decision.change.after;
            world.todo.push(...decision.change.movements);
            for (const entry of decision.change.entries) add(world.sums, entry);
          };
          take(paid("ch_1", amountCents));
          const settlement: Fact = {
            kind: "settled_by_order",
            refundCents,
            releaseCents: amountCents - refundCents,
          };
          const noise: Fact[] = [
            paid("ch_1", amountCents),
            paid("ch_2", amountCents),
            settlement,
            { kind: "order_expired" },
          ];
          for (const choice of choices) {
            const fact = noise[choice];
            if (fact) take(fact);
            else confirm(world.todo[0], take);
          }
          take(settlement);
          for (const movement of world.todo) confirm(movement, take);
          for (const movement of world.todo) confirm(movement, take);
          expect(world.payment.state).toBe("settled");
          const held = Object.fromEntries(world.sums);
          const { id, sellerId } = world.payment;
          expect(held[`ESCROW:${id}`] ?? 0).toBe(0);
          expect(held[`REFUND_DUE:${id}`] ?? 0).toBe(0);
          const { paidCents, refundedCents, releasedCents, commissionCents, vatCents } = world.payment;
          expect(paidCents).toBe(refundedCents + releasedCents);
          expect(held[`SELLER:${sellerId}`] ?? 0).toBe(releasedCents - commissionCents - vatCents);
          expect(held[`CONNECTED_CASH:${sellerId}`] ?? 0).toBe(held[`SELLER:${sellerId}`] ?? 0);
        },
      ),
    );
  });
});

/** Adds an entry; an id that comes twice is an error of the decider. */
function add(sums: Map<string, number>, entry: Entry): void {
  const mark = `entry ${entry.id}`;
  expect(sums.has(mark)).toBe(false);
  sums.set(mark, 0);
  for (const { account, amountCents } of entry.lines) {
    const cents = (sums.get(account) ?? 0) + naturalCents(account, amountCents);
    expect(cents >= 0 || account === "STRIPE_CASH").toBe(true);
    sums.set(account, cents);
  }
}

function confirm(movement: NewMovement | undefined, take: (fact: Fact) => void): void {
  if (movement?.order.kind === "refund") {
    const { chargeId, amountCents } = movement.order;
    const refundId = `re_${movement.id}`;
    take({ kind: "refunded", movementId: movement.id, chargeId, refundId, amountCents });
  }
  if (movement?.order.kind === "transfer") {
    const { amountCents } = movement.order;
    take({ kind: "transferred", movementId: movement.id, transferId: `tr_${movement.id}`, amountCents });
  }
}
