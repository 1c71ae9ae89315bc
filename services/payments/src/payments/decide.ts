import { type Decision, decide as decideByTable, type Machine, type MachineTypes } from "@vc/lifecycle";
import type { CommissionTerms } from "../ledger/commission.ts";
import { nothing, type PaymentChange, type PaymentContext, type Written } from "./change.ts";
import { effects } from "./effects.ts";
import type { Fact } from "./facts.ts";
import { guards } from "./guards.ts";
import { lifecycle, type Move } from "./lifecycle.ts";
import type { Payment } from "./payment.ts";

interface PaymentMachine extends MachineTypes {
  readonly subject: Payment;
  readonly input: Fact;
  readonly context: PaymentContext;
  readonly written: Written;
  readonly row: Move;
  readonly refusal: never;
}

const machine: Machine<PaymentMachine> = {
  ...lifecycle,
  guards,
  effects,
  nothing: nothing,
  label: ({ id }) => `payment of ${id}`,
};

/** `early`: it is true and cannot be told of yet, since another fact that comes first is still under way. */
export type PaymentDecision = Decision<PaymentChange>;

/** Decides what a fact means. Pure: the same arguments give the same decision. */
export function decide(payment: Payment, fact: Fact, now: Date, terms: CommissionTerms): PaymentDecision {
  return decideByTable(machine, payment, fact, { now, terms });
}
