import type { Bus, Transaction } from "@vc/bus";
import type { ResolveExceptionRequest } from "@vc/contracts";
import type { MoneyException } from "../exceptions/exception.ts";
import { decideException, type ExceptionInput, type ExceptionRefusal } from "../exceptions/lifecycle.ts";
import { applyToPayment, type PaymentShellDeps } from "../payments/move-payment.ts";
import { factOfDecision } from "./consequences.ts";

export interface ExceptionDeskDeps extends PaymentShellDeps {
  readonly bus: Bus;
}

export type ExceptionOutcome =
  | { readonly kind: "done"; readonly exception: MoneyException }
  | { readonly kind: "refused"; readonly reason: ExceptionRefusal | "not_found" };

/** R31: one admin at a time works on an exception: a second one is refused. */
export function takeException(deps: ExceptionDeskDeps, id: string, adminId: string) {
  return applyToException(deps, id, { kind: "take", adminId });
}

/** R31: gives an exception back to the queue. */
export function releaseException(deps: ExceptionDeskDeps, id: string, adminId: string) {
  return applyToException(deps, id, { kind: "release", adminId });
}

/** R31: decides an exception. What the decision means for the order's money is done in the same transaction. */
export function resolveException(
  deps: ExceptionDeskDeps,
  id: string,
  adminId: string,
  { decision, reason }: ResolveExceptionRequest,
) {
  return applyToException(deps, id, { kind: "resolve", adminId, decision, reason });
}

/** Loads, decides and commits, in a transaction of its own. A repeat is a success. */
function applyToException(
  deps: ExceptionDeskDeps,
  id: string,
  command: Exclude<ExceptionInput, { kind: "seen" }>,
): Promise<ExceptionOutcome> {
  return deps.bus.transaction(async (tx): Promise<ExceptionOutcome> => {
    const before = await deps.exceptions.find(id, tx.session);
    if (before === null) return { kind: "refused", reason: "not_found" };
    const made = decideException(before, command, deps.clock.now());
    switch (made.kind) {
      case "refused":
        return made;
      case "already":
        return { kind: "done", exception: before };
      case "moved": {
        const exception = await deps.exceptions.replace(before, made.change.after, tx.session);
        for (const { decision } of made.change.resolutions) {
          const fact = factOfDecision(before, decision);
          if (fact !== null) await carryOut(deps, before, fact, tx);
        }
        return { kind: "done", exception };
      }
      default:
        throw new Error(made.reason);
    }
  });
}

/** @throws Error for a fact that cannot be: the decision must not commit then */
async function carryOut(
  deps: ExceptionDeskDeps,
  { id, orderId }: MoneyException,
  fact: Parameters<typeof applyToPayment>[2],
  tx: Transaction,
): Promise<void> {
  if (orderId === null) throw new Error(`exception ${id} is about no order`);
  const result = await applyToPayment(deps, orderId, fact, tx);
  if (result.kind === "early" || result.kind === "contradiction") throw new Error(result.reason);
}
