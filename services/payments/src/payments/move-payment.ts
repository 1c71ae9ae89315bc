import type { Bus, Transaction } from "@vc/bus";
import type { Clock } from "@vc/http";
import type { Worker } from "@vc/service";
import type { Invoices } from "../documents/invoice-store.ts";
import type { CommissionTerms } from "../ledger/commission.ts";
import type { Ledger } from "../ledger/ledger.ts";
import { applyToMovement } from "../movements/apply-to-movement.ts";
import type { MovementStore } from "../movements/store.ts";
import type { Receivables } from "../receivables/collect.ts";
import type { PaymentChange } from "./change.ts";
import { decide } from "./decide.ts";
import type { Fact } from "./facts.ts";
import type { Payment } from "./payment.ts";
import type { PaymentStore } from "./store.ts";

export type MoveResult =
  | { readonly kind: "moved" | "already"; readonly payment: Payment }
  | { readonly kind: "early" | "contradiction"; readonly reason: string }
  | { readonly kind: "unknown_order" };

/** The one shell around the decider: load, decide, commit. No payment changes its state in any other way. */
export function createPaymentMover(deps: {
  bus: Bus;
  clock: Clock;
  terms: CommissionTerms;
  payments: PaymentStore;
  ledger: Ledger;
  movements: MovementStore;
  receivables: Receivables;
  invoices: Invoices;
  /** Carries out what was recorded. */
  executor: Worker;
}) {
  const { bus, clock, terms, payments, ledger, movements, receivables, invoices, executor } = deps;

  async function commit(tx: Transaction, before: Payment, change: PaymentChange): Promise<Payment> {
    const { entries, events } = change;
    const payment = await payments.replace(
      before,
      { ...change.after, sequence: before.sequence + events.length },
      tx.session,
    );
    const [claims, others] = [
      change.receivables.filter(({ kind }) => kind === "claimed"),
      change.receivables.filter(({ kind }) => kind !== "claimed"),
    ];
    for (const fact of others) await receivables.learnIn(tx, fact);
    for (const entry of entries) await ledger.post(entry, tx.session);
    for (const fact of claims) await receivables.learnIn(tx, fact);
    const now = clock.now();
    for (const movement of change.movements) await movements.insert(movement, now, tx.session);
    for (const id of change.repeatedMovementIds)
      await applyToMovement(movements, id, { kind: "undone" }, now, tx.session);
    for (const id of change.cancelledMovementIds)
      await applyToMovement(movements, id, { kind: "cancelled" }, now, tx.session);
    if (entries.length > 0) await receivables.collectIn(tx, payment.sellerId);
    for (const [index, event] of events.entries()) {
      tx.publish(event.type, {
        aggregateId: payment.id,
        sequence: before.sequence + index + 1,
        data: event.data,
        time: now,
      });
    }
    if (change.movements.length > 0) executor.wakeAfter(tx);
    for (const invoice of change.invoices) await invoices.issueIn(tx, invoice);
    return payment;
  }

  async function applyIn(tx: Transaction, orderId: string, fact: Fact): Promise<MoveResult> {
    const before = await payments.find(orderId, tx.session);
    if (before === null) return { kind: "unknown_order" };
    const decision = decide(before, fact, clock.now(), terms);
    switch (decision.kind) {
      case "moved":
        return { kind: "moved", payment: await commit(tx, before, decision.change) };
      case "already":
        return { kind: "already", payment: before };
      case "early":
      case "contradiction":
        return decision;
    }
  }

  return {
    /** Applies a fact in the caller's transaction. */
    applyIn,

    /** Applies a fact in a transaction of its own. A repeat is `already`, without a second effect. */
    apply: (orderId: string, fact: Fact): Promise<MoveResult> =>
      bus.transaction((tx) => applyIn(tx, orderId, fact)),
  };
}

export type PaymentMover = ReturnType<typeof createPaymentMover>;
