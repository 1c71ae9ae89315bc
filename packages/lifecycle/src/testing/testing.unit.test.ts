import { describe, expect, expectTypeOf, it } from "vitest";
import { type Loan, type LoanInput, type LoanRow, lifecycle, machine, rows } from "../../test/loan.ts";
import { decide } from "../decide.ts";
import { everyInput, tryEverything } from "./golden.ts";
import { mutantsOf } from "./mutants.ts";

const now = new Date("2026-03-01T10:00:00Z");
const loan: Loan = { id: "loan_1", state: "shelved", reader: null, dueAt: now, fineCents: 0 };

const situations = {
  shelved: loan,
  lent: { ...loan, state: "lent" },
  overdue: { ...loan, state: "overdue", fineCents: 100 },
  settled: { ...loan, state: "settled" },
} as const satisfies Record<string, Loan>;

const inputs = everyInput<LoanInput>()({
  lend: { kind: "lend", reader: "ann" },
  renew: { kind: "renew" },
  return: { kind: "return" },
  "pay half": { kind: "pay", cents: 50 },
  "pay all": { kind: "pay", cents: 100 },
  remind: { kind: "remind" },
});

/** By hand: what each input makes of each situation. */
const golden = {
  shelved: ["lent", "refused", "already", "contradiction", "contradiction", "refused"],
  lent: ["refused", "lent", "settled", "contradiction", "contradiction", "overdue"],
  overdue: ["refused", "refused", "refused", "overdue", "settled", "refused"],
  settled: ["refused", "refused", "already", "contradiction", "contradiction", "refused"],
};
const makers = {
  lend: "librarian",
  remind: "clock",
  renew: "reader",
  return: "reader",
  pay: "reader",
} as const;

const tryAll = () =>
  tryEverything({
    lifecycle,
    situations,
    inputs,
    decide: (subject, input) => decide(machine, subject, input, { by: makers[input.kind], now }),
  });
const matches = () => {
  try {
    const { matrix, untaken } = tryAll();
    const outcomes = Object.entries(matrix).map(([state, row]) => [state, Object.values(row)]);
    return JSON.stringify(Object.fromEntries(outcomes)) === JSON.stringify(golden) && untaken.length === 0;
  } catch {
    return false;
  }
};

describe("a golden matrix", () => {
  it("is what the machine does, and every row of it was taken", () => {
    const { matrix, untaken } = tryAll();
    expect(Object.values(matrix).map((row) => Object.values(row))).toEqual(Object.values(golden));
    expect(untaken).toEqual([]);
  });

  it("names the rows that no situation shows", () => {
    const { shelved } = situations;
    const { untaken } = tryEverything({
      lifecycle,
      situations: { shelved },
      inputs: { lend: inputs.lend },
      decide: (subject, input) => decide(machine, subject, input, { by: "librarian", now }),
    });
    expect(untaken).toHaveLength(rows.length - 1);
    expect(untaken).toContain("renew by reader from lent to same");
  });

  it("does not compile while a kind of input is missing, or a row names what cannot read its input", () => {
    const some = everyInput<{ kind: "a" } | { kind: "b" }>();
    // @ts-expect-error: "b" is missing
    expect(some({ first: { kind: "a" } })).toEqual({ first: { kind: "a" } });
    type Renew = Extract<LoanRow, { on: "renew" }>;
    expectTypeOf<NonNullable<Renew["effect"]>>().toEqualTypeOf<"prolong" | "fine" | "thank">();
    type Always = Extract<LoanRow, { on: "always" }>;
    expectTypeOf<NonNullable<Always["effect"]>>().toEqualTypeOf<"prolong" | "fine" | "thank">();
  });
});

describe("mutants", () => {
  const mutants = mutantsOf(lifecycle);

  it("break every column of every row, one at a time", () => {
    const names = mutants.map(({ name }) => name).filter((name) => name.startsWith("pay "));
    expect(names).toEqual([
      "pay from overdue to same: leads to shelved",
      "pay from overdue to same: leads to lent",
      "pay from overdue to same: leads to settled",
      "pay from overdue to same: is not possible in overdue",
      "pay from overdue to same: is made on lend",
      "pay from overdue to same: has no effect take_money",
      "pay from overdue to same: has no guards had_one_reminder",
    ]);
  });

  it("leave out what says the same", () => {
    const names = mutants.map(({ name }) => name);
    expect(names).not.toContain("renew by reader from lent to same: leads to lent");
    expect(names).not.toContain("remind by clock from lent to overdue: is possible in shelved");
  });

  it("are noticed by a golden matrix, but for what a matrix of states alone does not show", () => {
    const survivors = mutants.filter((mutant) => {
      const restore = mutant.apply();
      const isUnnoticed = matches();
      restore();
      return isUnnoticed;
    });
    expect(survivors.map(({ name }) => name)).toEqual([
      "lend by librarian from shelved to lent: has no effect hand_out",
      "lend by librarian from shelved to lent: has no asks is_holder",
      "renew by reader from lent to same: has no effect prolong",
      "return by reader from lent to settled: leads to overdue",
      "remind by clock from lent to overdue: has no when due",
      "pay from overdue to same: has no guards had_one_reminder",
      "always from overdue to settled: has no effect thank",
    ]);
  });

  it("leave the table as it was", () => {
    expect(matches()).toBe(true);
  });
});
