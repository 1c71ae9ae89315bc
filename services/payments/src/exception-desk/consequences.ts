import type { ExceptionDecision, ExceptionKind, MoneyException } from "../exceptions/exception.ts";
import type { Fact } from "../payments/facts.ts";

type Consequence = (exception: MoneyException) => Fact | null;

/** What lost nothing is born by no one. */
const bornBy =
  (bearer: "platform" | "seller"): Consequence =>
  ({ stripeId: refundId, lossCents }) =>
    lossCents === 0 ? null : { kind: "outside_loss_decided", refundId, bearer };

const refundDecisions = { accept: bornBy("platform"), charge_seller: bornBy("seller") };

const returnedTransferFor =
  (owner: "seller" | "platform"): Consequence =>
  ({ stripeId: reversalId, amountCents }) => ({
    kind: "returned_transfer_decided",
    reversalId,
    amountCents,
    owner,
  });

/** The company's bank paid the buyer what Stripe cannot: each such decision is a payment of its own. */
const paidElsewhere: Consequence = ({ id, revision, stripeId: chargeId, amountCents }) => ({
  ...{ kind: "refunded_outside", refundId: `elsewhere:${id}:${revision}`, chargeId, amountCents },
  ...{ prevented: false, isElsewhere: true },
});

/** What a decision means for the order's money. What is not listed stays as it is booked. */
const consequences: Partial<Record<ExceptionKind, Partial<Record<ExceptionDecision, Consequence>>>> = {
  refund_outside: refundDecisions,
  dispute_prevented: refundDecisions,
  verdict_changed: refundDecisions,
  refund_failing: { paid_otherwise: paidElsewhere },
  transfer_reversed: {
    pay_seller: returnedTransferFor("seller"),
    charge_seller: returnedTransferFor("platform"),
  },
};

/** The fact about an order's money that a decision is; `null`: none. Pure. */
export function factOfDecision(exception: MoneyException, decision: ExceptionDecision): Fact | null {
  return consequences[exception.kind]?.[decision]?.(exception) ?? null;
}
