import type { Bus, Transaction } from "@vc/bus";
import type { ExceptionStore } from "../exceptions/store.ts";
import type { Invoices } from "../invoices/store.ts";
import type { CommissionTerms } from "../ledger/commission.ts";
import { applyToMovement } from "../movements/apply-to-movement.ts";
import { applyToReceivable } from "../receivables/apply-to-receivable.ts";
import { type CollectionDeps, collectFrom } from "../receivables/collect.ts";
import type { PaymentChange } from "./change.ts";
import { decide } from "./decide.ts";
import type { Fact } from "./facts.ts";
import type { Payment } from "./payment.ts";
import type { PaymentStore } from "./store.ts";

/** What the shell around a payment's decider works with. */
export interface PaymentShellDeps extends CollectionDeps {
  readonly terms: CommissionTerms;
  readonly payments: PaymentStore;
  readonly invoices: Invoices;
  readonly exceptions: ExceptionStore;
}

export type MoveResult =
  | { readonly kind: "moved" | "already"; readonly payment: Payment }
  | { readonly kind: "early" | "contradiction"; readonly reason: string }
  | { readonly kind: "unknown_order" };

/**
 * The one shell around the decider: load, decide, commit, in the caller's transaction. No payment changes its state in any
 * other way. A repeat is `already`, without a second effect.
 */
export async function applyToPayment(
  deps: PaymentShellDeps,
  orderId: string,
  fact: Fact,
  tx: Transaction,
): Promise<MoveResult> {
  const { clock, terms, payments } = deps;
  const before = await payments.find(orderId, tx.session);
  if (before === null) return { kind: "unknown_order" };
  const decision = decide(before, fact, clock.now(), terms);
  switch (decision.kind) {
    case "moved":
      return { kind: "moved", payment: await commitChange(deps, before, decision.change, tx) };
    case "already":
      return { kind: "already", payment: before };
    case "early":
    case "contradiction":
      return decision;
  }
}

/** `applyToPayment` in a transaction of its own. */
export function movePayment(
  deps: PaymentShellDeps & { readonly bus: Bus },
  orderId: string,
  fact: Fact,
): Promise<MoveResult> {
  return deps.bus.transaction((tx) => applyToPayment(deps, orderId, fact, tx));
}

async function commitChange(
  deps: PaymentShellDeps,
  before: Payment,
  change: PaymentChange,
  tx: Transaction,
): Promise<Payment> {
  const { clock, payments, invoices } = deps;
  const sequence = before.sequence + change.events.length;
  const payment = await payments.replace(before, { ...change.after, sequence }, tx.session);
  await postEntries(deps, change, tx);
  await moveMovements(deps, change, tx);
  for (const found of change.exceptions) await deps.exceptions.raise(found, clock.now(), tx.session);
  if (change.entries.length > 0) await collectFrom(deps, payment.sellerId, tx);
  for (const [index, event] of change.events.entries()) {
    tx.publish(event.type, {
      aggregateId: payment.id,
      sequence: before.sequence + index + 1,
      data: event.data,
      time: clock.now(),
    });
  }
  // Last: facts of one series of numbers wait for each other here.
  for (const invoice of change.invoices) await invoices.issueIn(tx, invoice);
  return payment;
}

/** Entries, and what they make sellers owe: a claim comes after its entry, everything else before. */
async function postEntries(deps: PaymentShellDeps, change: PaymentChange, tx: Transaction): Promise<void> {
  const { claimed = [], others = [] } = Object.groupBy(change.receivables, ({ kind }) =>
    kind === "claimed" ? "claimed" : "others",
  );
  for (const fact of others) await applyToReceivable(deps, fact, tx);
  for (const entry of change.entries) await deps.ledger.post(entry, tx.session);
  for (const fact of claimed) await applyToReceivable(deps, fact, tx);
}

async function moveMovements(
  { clock, movements, executor }: PaymentShellDeps,
  change: PaymentChange,
  tx: Transaction,
): Promise<void> {
  const now = clock.now();
  for (const movement of change.movements) await movements.insert(movement, now, tx.session);
  for (const id of change.repeatedMovementIds)
    await applyToMovement(movements, id, { kind: "undone" }, now, tx.session);
  for (const id of change.cancelledMovementIds)
    await applyToMovement(movements, id, { kind: "cancelled" }, now, tx.session);
  if (change.movements.length > 0) executor.wakeAfter(tx);
}
