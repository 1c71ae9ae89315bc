import type { DataOf, EventDefinition } from "@vc/contracts";
import type { InvoiceFact } from "../documents/invoice.ts";
import type { Entry } from "../ledger/entries.ts";
import type { NewMovement } from "../movements/movement.ts";
import type { ReceivableFact } from "../receivables/lifecycle.ts";
import type { Fact, FactKind } from "./lifecycle.ts";
import type { Payment } from "./payment.ts";

/** An event of a payment, ready for the outbox but for its sequence. */
export interface PaymentEvent {
  readonly type: EventDefinition;
  readonly data: unknown;
}

/** What is written, moved and told with a change of a payment. */
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
  readonly events: readonly PaymentEvent[];
}

/** What a fact changes: the payment, and what is written, moved and told with it. */
export interface PaymentChange extends Written {
  readonly payment: Payment;
}

export type PaymentDecision =
  | { readonly kind: "moved"; readonly change: PaymentChange }
  | { readonly kind: "already" }
  /** It is true and cannot be told of yet: another fact that comes first is still under way. */
  | { readonly kind: "early"; readonly reason: string }
  | { readonly kind: "contradiction"; readonly reason: string };

export type FactOf<Kind extends FactKind> = Extract<Fact, { kind: Kind }>;

const nothing: Written = {
  entries: [],
  movements: [],
  cancelledMovementIds: [],
  repeatedMovementIds: [],
  receivables: [],
  invoices: [],
  events: [],
};

export function moved(payment: Payment, written: Partial<Written> = {}): PaymentDecision {
  return { kind: "moved", change: { ...nothing, ...written, payment } };
}

/** What follows by itself from a change, written together with it. */
export function followedBy(first: PaymentDecision, next: (payment: Payment) => PaymentDecision) {
  if (first.kind !== "moved") return first;
  const second = next(first.change.payment);
  if (second.kind !== "moved") return second.kind === "already" ? first : second;
  const [a, b] = [first.change, second.change];
  return moved(b.payment, {
    entries: [...a.entries, ...b.entries],
    movements: [...a.movements, ...b.movements],
    cancelledMovementIds: [...a.cancelledMovementIds, ...b.cancelledMovementIds],
    repeatedMovementIds: [...a.repeatedMovementIds, ...b.repeatedMovementIds],
    receivables: [...a.receivables, ...b.receivables],
    invoices: [...a.invoices, ...b.invoices],
    events: [...a.events, ...b.events],
  });
}

export function contradiction(payment: Payment, reason: string): PaymentDecision {
  return { kind: "contradiction", reason: `payment of ${payment.id}: ${reason}` };
}

export function early(payment: Payment, reason: string): PaymentDecision {
  return { kind: "early", reason: `payment of ${payment.id}: ${reason}` };
}

export function tells<Definition extends EventDefinition>(
  type: Definition,
  data: DataOf<Definition>,
): PaymentEvent {
  return { type, data };
}

/** A payment whose end is being carried out is settled as soon as nothing of it is open. */
export function settledWhenDone(payment: Payment): Payment {
  if (payment.state !== "settling" && payment.state !== "settled") return payment;
  return { ...payment, state: payment.openMovementIds.length > 0 ? "settling" : "settled" };
}
