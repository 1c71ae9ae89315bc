import type { DataOf, EventDefinition } from "@vc/contracts";
import {
  andThen as andThenOf,
  type Change,
  type Context,
  type EffectResult,
  writes as writesOf,
} from "@vc/lifecycle";
import type { NewException } from "../exceptions/exception.ts";
import type { InvoiceFact } from "../invoices/invoice.ts";
import type { CommissionTerms } from "../ledger/commission.ts";
import type { Entry } from "../ledger/entries.ts";
import type { NewMovement } from "../movements/movement.ts";
import type { ReceivableFact } from "../receivables/lifecycle.ts";
import type { Payment } from "./payment.ts";

/** An event of a payment, ready for the outbox but for its sequence. */
export interface PaymentEvent {
  readonly type: EventDefinition;
  readonly data: unknown;
}

/** What is written, moved and published with a change of a payment. */
export interface Written {
  readonly entries: readonly Entry[];
  readonly movements: readonly NewMovement[];
  /** Movements that succeeded and were undone, to be made again. */
  readonly repeatedMovementIds: readonly string[];
  /** Movements that are not to be made any more after all: the buyer's bank has done what they were for. */
  readonly cancelledMovementIds: readonly string[];
  /** What a seller owes because of it, or does not any more. */
  readonly receivables: readonly ReceivableFact[];
  /** What the platform invoices the seller for, or gives back. */
  readonly invoices: readonly InvoiceFact[];
  /** What a person has to look at. */
  readonly exceptions: readonly NewException[];
  readonly events: readonly PaymentEvent[];
}

export const nothing: Written = {
  entries: [],
  movements: [],
  cancelledMovementIds: [],
  repeatedMovementIds: [],
  receivables: [],
  invoices: [],
  exceptions: [],
  events: [],
};

/** What a fact changes: the payment `after` it, and what is written with it. */
export type PaymentChange = Change<Payment, Written, unknown>;

export interface PaymentContext extends Context {
  readonly terms: CommissionTerms;
}

export type PaymentEffect = EffectResult<Payment, Written>;

/** What an effect writes: fields of the payment, but never its state, and what goes with them. */
export function writes(fields: Partial<Payment>, written: Partial<Written> = {}): PaymentEffect {
  return writesOf(fields, written);
}

/** A second step of one effect, on the payment as the first step left it. */
export const andThen = andThenOf<Payment, Written>;

export function event<Definition extends EventDefinition>(
  type: Definition,
  data: DataOf<Definition>,
): PaymentEvent {
  return { type, data };
}
