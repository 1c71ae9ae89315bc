import { describe, expect, it } from "vitest";
import { type Loan, type LoanInput, type LoanTypes, machine, rows } from "../test/loan.ts";
import { decide, takeRow } from "./decide.ts";
import type { Machine } from "./machine.ts";

const now = new Date("2026-03-01T10:00:00Z");
const day = 24 * 60 * 60_000;
const shelved: Loan = { id: "loan_1", state: "shelved", reader: null, dueAt: null, fineCents: 0 };
const lent: Loan = { ...shelved, state: "lent", reader: "ann", dueAt: new Date(+now + 14 * day) };
const overdue: Loan = { ...lent, state: "overdue", fineCents: 100 };

const tell = (loan: Loan, input: LoanInput, by: "reader" | "librarian" | "clock" = "reader", at = now) =>
  decide(machine, loan, input, { by, now: at });

describe("a decision", () => {
  it("takes the row of the input: its effect writes, and the row sets the state", () => {
    expect(tell(shelved, { kind: "lend", reader: "ann" }, "librarian")).toEqual({
      kind: "moved",
      change: { after: lent, rows: [rows[0]], letters: ["enjoy"] },
    });
  });

  it("leaves the state where the row says same", () => {
    const decision = tell(lent, { kind: "renew" });
    expect(decision).toMatchObject({ kind: "moved", change: { after: { state: "lent" }, letters: [] } });
  });

  it("is refused for a caller whom no row names", () => {
    expect(tell(lent, { kind: "renew" }, "librarian")).toEqual({ kind: "refused", reason: "not_allowed" });
  });

  it("is refused with the reason of what the row asks", () => {
    const reserved = { ...shelved, reader: "bob" };
    expect(tell(reserved, { kind: "lend", reader: "ann" }, "librarian")).toEqual({
      kind: "refused",
      reason: "reserved",
    });
  });

  it("is a repeat in the states of the table, and where the effect finds nothing to do", () => {
    expect(tell({ ...lent, state: "settled" }, { kind: "return" })).toEqual({ kind: "already" });
    expect(tell(overdue, { kind: "pay", cents: 0 })).toEqual({ kind: "already" });
  });

  it("is a contradiction that names its subject, from the effect or from the machine", () => {
    expect(tell(overdue, { kind: "pay", cents: 101 })).toEqual({
      kind: "contradiction",
      reason: "loan loan_1: 101 is more than is owed",
    });
    expect(tell(lent, { kind: "pay", cents: 1 })).toMatchObject({ reason: "loan loan_1: nothing is owed" });
    const { otherwise: _otherwise, ...rest } = machine;
    const strict: Machine<LoanTypes> = rest;
    expect(decide(strict, shelved, { kind: "renew" }, { by: "reader", now })).toEqual({
      kind: "contradiction",
      reason: "loan loan_1: renew cannot be while it is shelved",
    });
  });

  it("is early for a row of the clock before its time, and has no row without a time", () => {
    expect(tell(lent, { kind: "remind" }, "clock")).toMatchObject({ kind: "early" });
    expect(tell(lent, { kind: "remind" }, "clock", new Date(+now + 14 * day))).toMatchObject({
      kind: "moved",
      change: { after: { state: "overdue", fineCents: 100 } },
    });
    expect(tell({ ...lent, dueAt: null }, { kind: "remind" }, "clock")).toMatchObject({ kind: "refused" });
  });

  it("takes rows that are always taken after any row, while their guards hold", () => {
    expect(tell(overdue, { kind: "pay", cents: 40 })).toMatchObject({
      change: { after: { state: "overdue", fineCents: 60 }, letters: [] },
    });
    expect(tell(overdue, { kind: "pay", cents: 100 })).toMatchObject({
      change: { after: { state: "settled", fineCents: 0 }, letters: ["thank you"], rows: [rows[4], rows[5]] },
    });
  });

  it("asks the machine for repeats that only the subject shows, before a row is taken", () => {
    const isRepeat = (loan: Loan, input: LoanInput) => input.kind === "lend" && loan.reader === input.reader;
    const input: LoanInput = { kind: "lend", reader: "ann" };
    const decision = decide({ ...machine, isRepeat }, { ...shelved, reader: "ann" }, input, {
      by: "librarian",
      now,
    });
    expect(decision).toEqual({ kind: "already" });
  });

  it("takes only a row that the machine's own columns mean", () => {
    const matches = () => false;
    const decision = decide({ ...machine, matches }, lent, { kind: "renew" }, { by: "reader", now });
    expect(decision).toEqual({ kind: "refused", reason: "not_allowed" });
  });

  it("writes what every row writes beside its effect, and shows it the state before and after", () => {
    const seen: string[] = [];
    const record: typeof machine.record = ({ on }, { before, after }) => {
      seen.push(`${on}: ${before.state} to ${after.state}`);
      return { fields: { reader: "eve" }, written: { letters: ["noted"] } };
    };
    const decision = decide(
      { ...machine, record },
      overdue,
      { kind: "pay", cents: 100 },
      { by: "reader", now },
    );
    expect(seen).toEqual(["pay: overdue to overdue", "always: overdue to settled"]);
    expect(decision).toMatchObject({
      change: { after: { reader: "eve" }, letters: ["noted", "thank you", "noted"] },
    });
  });

  it("fails for rows that would be taken for ever, and for names that do not exist", () => {
    const back = { on: "always", from: ["settled"], to: "overdue", rules: "" } as const;
    const circle = { ...machine, rows: [...rows, back] };
    expect(() => decide(circle, overdue, { kind: "pay", cents: 100 }, { by: "reader", now })).toThrow(
      "go round in a circle",
    );
    const context = { by: "reader", now } as const;
    const without: Machine<LoanTypes> = { ...machine, effects: {} };
    expect(() => decide(without, lent, { kind: "renew" }, context)).toThrow("has no effect prolong");
    const unguarded: Machine<LoanTypes> = { ...machine, guards: {} };
    expect(() => decide(unguarded, overdue, { kind: "pay", cents: 1 }, context)).toThrow(
      "has no guard had_one_reminder",
    );
  });

  it("can take one row by itself, for a machine that chooses its rows by a time", () => {
    const [, renew] = rows;
    if (renew === undefined) throw new Error("the table is empty");
    const decision = takeRow(machine, renew, lent, { kind: "renew" }, { by: "clock", now });
    expect(decision).toMatchObject({ kind: "moved", change: { after: { state: "lent" } } });
  });
});
