import {
  BalanceAgeing,
  ChargebackDecided,
  type DataOf,
  EarningsReleased,
  PaymentChargedBack,
  PayoutAccountChanged,
  RefundFailed,
  RefundSucceeded,
  WithdrawalFailed,
  WithdrawalPaid,
} from "@vc/contracts";
import type { Side } from "../kinds.ts";
import { SIDES } from "./order-facts.ts";
import { type Trigger, trigger } from "./trigger.ts";

/** R8, R17, R29: money that moved. */
export const moneyTriggers: readonly Trigger[] = [
  trigger(RefundSucceeded, ({ orderId, buyerId, amount, refundedAt }) => [
    {
      kind: "payment_refunded",
      accountId: buyerId,
      // A refund in parts is several facts.
      fact: `${orderId}:${refundedAt}`,
      data: { amountCents: amount },
      link: `/orders/${orderId}`,
      orderId,
      actorId: null,
    },
  ]),
  trigger(RefundFailed, ({ orderId, buyerId, amount, failedAt }) => [
    {
      kind: "refund_failed",
      accountId: buyerId,
      fact: `${orderId}:${failedAt}`,
      data: { amountCents: amount },
      link: `/orders/${orderId}`,
      orderId,
      actorId: null,
    },
  ]),
  trigger(PaymentChargedBack, (chargeback) =>
    SIDES.map((side) => ({
      kind: "payment_charged_back",
      ...aboutChargeback(chargeback, side),
      data: { amountCents: chargeback.amount, side },
    })),
  ),
  trigger(ChargebackDecided, (chargeback) =>
    SIDES.map((side) => ({
      kind: "chargeback_decided",
      ...aboutChargeback(chargeback, side),
      data: { amountCents: chargeback.amount, side, verdict: chargeback.verdict },
    })),
  ),
  trigger(EarningsReleased, ({ orderId, sellerId, netAmount, commissionAmount, vatAmount }) => [
    {
      kind: "earnings_released",
      accountId: sellerId,
      fact: orderId,
      data: { netCents: netAmount, commissionCents: commissionAmount, vatCents: vatAmount },
      link: "/balance",
      orderId,
      actorId: null,
    },
  ]),
  trigger(PayoutAccountChanged, ({ accountId, state }, sequence) =>
    state === "restricted"
      ? [
          {
            kind: "payout_account_restricted",
            accountId,
            fact: `${accountId}:${sequence}`,
            data: {},
            link: "/payout-account",
            orderId: null,
            actorId: null,
          },
        ]
      : [],
  ),
  trigger(WithdrawalPaid, ({ withdrawalId, accountId, amount }) => [
    {
      kind: "withdrawal_paid",
      accountId,
      fact: withdrawalId,
      data: { amountCents: amount },
      link: "/balance",
      orderId: null,
      actorId: null,
    },
  ]),
  trigger(WithdrawalFailed, ({ withdrawalId, accountId, amount }) => [
    {
      kind: "withdrawal_failed",
      accountId,
      fact: withdrawalId,
      data: { amountCents: amount },
      link: "/balance",
      orderId: null,
      actorId: null,
    },
  ]),
  trigger(BalanceAgeing, ({ accountId, amount, paidOutAt }) => [
    {
      kind: "balance_ageing",
      accountId,
      fact: `${accountId} ${paidOutAt}`,
      data: { amountCents: amount, paidOutAt },
      link: "/balance",
      orderId: null,
      actorId: null,
    },
  ]),
];

/** An order's payments may be charged back more than once: their time tells them apart. */
function aboutChargeback(
  chargeback: DataOf<typeof PaymentChargedBack> | DataOf<typeof ChargebackDecided>,
  side: Side,
) {
  const { orderId, buyerId, sellerId } = chargeback;
  const at = "openedAt" in chargeback ? chargeback.openedAt : chargeback.decidedAt;
  return {
    accountId: side === "buyer" ? buyerId : sellerId,
    fact: `${orderId}:${at}`,
    link: `/orders/${orderId}`,
    orderId,
    actorId: null,
  };
}
