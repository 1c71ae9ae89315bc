import { everyInput, nameOf } from "@vc/lifecycle/testing";
import { describe, expect, it } from "vitest";
import { commissionTerms } from "../src/ledger/commission.ts";
import { decide, type PaymentDecision } from "../src/payments/decide.ts";
import type { Fact } from "../src/payments/facts.ts";
import { moves } from "../src/payments/lifecycle.ts";
import type { Payment } from "../src/payments/payment.ts";
import { aPayment } from "./builders.ts";
import { type FactName, facts, goldenMatrix, type Outcome, type Situation } from "./golden-matrix.ts";

const now = new Date("2026-03-01T10:00:00Z");
const taking = (payment: Payment, fact: FactName) =>
  decide(payment, facts[fact], now, commissionTerms(20, 20));

function build({ given, after }: Situation): Payment {
  let payment = aPayment({ id: "order_1", ...given });
  for (const fact of after) {
    const decision = taking(payment, fact);
    if (decision.kind !== "moved") throw new Error(`${fact} in ${payment.state}: ${decision.kind}`);
    payment = decision.change.after;
  }
  return payment;
}

/** The decision in the words of the matrix. */
function outcomeOf(decision: PaymentDecision): Outcome {
  if (decision.kind === "contradiction") {
    return decision.reason.includes("cannot be while it is") ? "contradiction" : "unfit";
  }
  if (decision.kind !== "moved") return decision.kind;
  const { change } = decision;
  const [receivable] = change.receivables;
  const [invoice] = change.invoices;
  const lists = {
    posts: change.entries.map(({ kind }) => kind),
    asks: change.movements.map(({ id }) => id),
    cancels: change.cancelledMovementIds,
    repeats: change.repeatedMovementIds,
    raises: change.exceptions.map(({ kind }) => kind),
    tells: change.events.map(({ type }) => type.name.split(".").at(-2) ?? ""),
  };
  return {
    to: change.after.state,
    ...Object.fromEntries(Object.entries(lists).filter(([, list]) => list.length > 0)),
    ...(receivable === undefined ? {} : { receivable: receivable.kind as "claimed" }),
    ...(invoice === undefined ? {} : { invoices: invoice.kind }),
  };
}

// The matrix names facts by the keys of its own record.
const factNames = Object.keys(facts) as FactName[];

/** Does not compile while a kind of fact is missing from the matrix. */
everyInput<Fact>()(facts);

describe.each(Object.entries(goldenMatrix))("a payment that is %s", (_name, situation) => {
  const { means, untold = [] } = situation;
  const told = factNames.filter((name) => !untold.includes(name));

  it("R27, R30: takes every fact exactly as the reviewed matrix says", () => {
    const payment = build(situation);
    const taken = told.map((name) => [name, outcomeOf(taking(payment, name))]);
    const expected = told.map((name) => [name, means[name] ?? "contradiction"]);
    expect(Object.fromEntries(taken)).toEqual(Object.fromEntries(expected));
  });
});

it("R27, R30: every row of the table is shown by a situation of the reviewed matrix", () => {
  const taken = Object.values(goldenMatrix).flatMap((situation) => {
    const payment = build(situation);
    const decisions = factNames.map((name) => taking(payment, name));
    return decisions.flatMap((decision) => (decision.kind === "moved" ? decision.change.rows : []));
  });
  expect(moves.filter((move) => !taken.includes(move)).map(nameOf)).toEqual([]);
});
