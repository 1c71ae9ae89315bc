import type { ExceptionDecision, ExceptionKind, MoneyException } from "../exceptions/exception.ts";
import type { Fact } from "../payments/facts.ts";

type Consequence = (exception: MoneyException) => Fact;

const bornBy =
  (bearer: "platform" | "seller"): Consequence =>
  ({ stripeId: refundId }) => ({ kind: "outside_loss_decided", refundId, bearer });

const refundDecisions = { accept: bornBy("platform"), charge_seller: bornBy("seller") };

const returnedTransferFor =
  (owner: "seller" | "platform"): Consequence =>
  ({ stripeId: reversalId, amountCents }) => ({
    kind: "returned_transfer_decided",
    reversalId,
    amountCents,
    owner,
  });

/** What a decision means for the order's money. What is not listed stays as it is booked. */
const consequences: Partial<Record<ExceptionKind, Partial<Record<ExceptionDecision, Consequence>>>> = {
  refund_outside: refundDecisions,
  dispute_prevented: refundDecisions,
  transfer_reversed: {
    pay_seller: returnedTransferFor("seller"),
    charge_seller: returnedTransferFor("platform"),
  },
};

/** The fact about an order's money that a decision is; `null`: none. Pure. */
export function factOfDecision(exception: MoneyException, decision: ExceptionDecision): Fact | null {
  return consequences[exception.kind]?.[decision]?.(exception) ?? null;
}
