import { describe, expect, it } from "vitest";
import { chargebackOpened, chargebackWon, receivableCollected } from "../ledger/chargeback-entries.ts";
import {
  earningsReleased,
  earningsTransferred,
  withdrawalPaid,
  withdrawalRequested,
} from "../ledger/entries.ts";
import { figuresOf, quarterOf, totalOf } from "./figures.ts";

const sellerId = "account_1";
const release = { grossCents: 1500, netCents: 1200, commissionCents: 250, vatCents: 50 };

function released(orderId: string, at: string, seller = sellerId) {
  return earningsReleased({ orderId, sellerId: seller, release, at: new Date(at) });
}

const nothing = { orders: 0, considerationCents: 0, commissionCents: 0, vatCents: 0 };
const oneOrder = { orders: 1, considerationCents: 1200, commissionCents: 250, vatCents: 50 };
const fact = { orderId: "order_1", sellerId };
const shares = { escrowCents: 0, refundCents: 0, release, lossCents: 0 };

describe("a seller's year (DAC7)", () => {
  it("R28: is what was released to them, by quarter, less commission and VAT", () => {
    const entries = [
      released("order_1", "2026-01-15T12:00:00Z"),
      released("order_2", "2026-03-15T12:00:00Z"),
      released("order_3", "2026-10-01T12:00:00Z"),
      released("order_4", "2026-10-01T12:00:00Z", "account_2"),
    ];
    const quarters = figuresOf(entries, sellerId, 2026);
    expect(quarters).toEqual([
      { quarter: 1, orders: 2, considerationCents: 2400, commissionCents: 500, vatCents: 100 },
      { quarter: 2, ...nothing },
      { quarter: 3, ...nothing },
      { quarter: 4, ...oneOrder },
    ]);
    expect(totalOf(quarters)).toEqual({
      orders: 3,
      considerationCents: 3600,
      commissionCents: 750,
      vatCents: 150,
    });
  });

  it("R28: begins and ends at midnight in France", () => {
    expect(quarterOf(new Date("2025-12-31T22:59:59Z"))).toEqual({ year: 2025, quarter: 4 });
    expect(quarterOf(new Date("2025-12-31T23:00:00Z"))).toEqual({ year: 2026, quarter: 1 });
    expect(quarterOf(new Date("2026-06-30T22:00:00Z"))).toEqual({ year: 2026, quarter: 3 });
    const entries = [
      released("order_1", "2025-12-31T23:00:00Z"),
      released("order_2", "2026-12-31T23:00:00Z"),
    ];
    expect(totalOf(figuresOf(entries, sellerId, 2026))).toEqual(oneOrder);
  });

  it("R29: counts nothing for the way of the money to the bank", () => {
    const at = new Date("2026-05-01T12:00:00Z");
    const withdrawal = { withdrawalId: "withdrawal_1", accountId: sellerId, amountCents: 1200, at };
    const entries = [
      released("order_1", "2026-04-15T12:00:00Z"),
      earningsTransferred({ ...fact, movementId: "tr:order_1", transferId: "tr_1", amountCents: 1200, at }),
      withdrawalRequested(withdrawal),
      withdrawalPaid({ ...withdrawal, payoutId: "po_1" }),
    ];
    expect(totalOf(figuresOf(entries, sellerId, 2026))).toEqual(oneOrder);
  });

  it("R30: a chargeback lowers its own quarter, its collection nothing, and its end raises it again when it was won", () => {
    const taken = { ...fact, disputeId: "du_1", shares };
    const entries = [
      released("order_1", "2026-01-15T12:00:00Z"),
      chargebackOpened({ ...taken, at: new Date("2026-04-15T12:00:00Z") }),
      receivableCollected({
        ...fact,
        receivableId: "du_1",
        turn: 1,
        amountCents: 700,
        at: new Date("2026-04-15T12:00:00Z"),
      }),
    ];
    const lowered = { orders: 0, considerationCents: -1200, commissionCents: -250, vatCents: -50 };
    expect(figuresOf(entries, sellerId, 2026)).toMatchObject([oneOrder, lowered, nothing, nothing]);
    const won = chargebackWon({ ...taken, at: new Date("2026-08-15T12:00:00Z") });
    const raised = { orders: 0, considerationCents: 1200, commissionCents: 250, vatCents: 50 };
    expect(figuresOf([...entries, won], sellerId, 2026)).toMatchObject([oneOrder, lowered, raised, nothing]);
  });
});
