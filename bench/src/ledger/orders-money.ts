import {
  type Entry,
  earningsReleased,
  earningsTransferred,
  paymentReceived,
  stripeFee,
  withdrawalPaid,
  withdrawalRequested,
} from "@vc/payments/src/ledger/entries.ts";

const AMOUNT = 1_500;
const NET = 1_200;

/**
 * The entries of one order's whole way, in their order: paid, its fee, released, transferred, withdrawn, paid out. Two
 * orders of one seller change the same balances.
 */
export function moneyOfOrder(orderId: string, sellerId: string): readonly Entry[] {
  const fact = { orderId, at: new Date() };
  const withdrawal = {
    withdrawalId: `withdrawal_of_${orderId}`,
    accountId: sellerId,
    amountCents: NET,
    at: fact.at,
  };
  const release = { grossCents: AMOUNT, netCents: NET, commissionCents: 250, vatCents: 50 };
  return [
    paymentReceived({ ...fact, chargeId: `ch_${orderId}`, amountCents: AMOUNT }),
    stripeFee({ ...fact, chargeId: `ch_${orderId}`, balanceTransactionId: `txn_${orderId}`, feeCents: 48 }),
    earningsReleased({ ...fact, sellerId, release }),
    earningsTransferred({
      ...fact,
      sellerId,
      movementId: `tr:${orderId}`,
      transferId: `tr_${orderId}`,
      amountCents: NET,
    }),
    withdrawalRequested(withdrawal),
    withdrawalPaid({ ...withdrawal, payoutId: `po_${orderId}` }),
  ];
}
