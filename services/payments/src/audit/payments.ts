import { amountOf } from "../ledger/chargeback-entries.ts";
import { ledgerAccount } from "../ledger/chart.ts";
import { isEnded } from "../movements/lifecycle.ts";
import { movementModel } from "../movements/model.ts";
import { movementIds } from "../movements/movement.ts";
import { escrowOf } from "../payments/escrow.ts";
import { paymentModel } from "../payments/model.ts";
import type { Payment } from "../payments/payment.ts";
import { toPayment } from "../payments/store.ts";
import type { Finding, Moment } from "./finding.ts";
import type { Tally } from "./tally.ts";

const sumOf = <Item>(items: readonly Item[], cents: (item: Item) => number) =>
  items.reduce((sum, item) => sum + cents(item), 0);

/** What an order's money must come to. Each row: what it must be, what it is, and how that reads. */
function expectations(payment: Payment, journal: Tally, moves: Moves) {
  const { id, chargebacks, dueRefunds, paidCents, refundedCents, releasedCents } = payment;
  const held = (account: string) => journal.held.get(account) ?? 0;
  const escrow = ledgerAccount("ESCROW", id);
  const refundDue = ledgerAccount("REFUND_DUE", id);
  const open = chargebacks.filter(({ state }) => state === "open");
  const lost = chargebacks.filter(({ state }) => state === "lost");
  const takenCents = sumOf([...open, ...lost], ({ shares }) => shares.escrowCents + shares.refundCents);
  const outside = payment.outsideRefunds.filter(({ state }) => state === "made");
  const byOthersCents = sumOf(outside, ({ shares }) => shares.escrowCents + shares.refundCents);
  const dueCents = sumOf(dueRefunds, ({ amountCents }) => amountCents);
  const refundCents = moves.refundCents.get(payment.charge?.id ?? "") ?? 0;
  const netCents = releasedCents - payment.commissionCents - payment.vatCents;
  return [
    {
      invariant: "escrow holds what is blocked and 0 for an ended order",
      must: escrowOf(payment),
      is: held(escrow),
    },
    { invariant: "what is owed to a buyer is their open refunds", must: dueCents, is: held(refundDue) },
    {
      invariant: "a chargeback holds what the bank took until it decides",
      must: sumOf(open, ({ shares }) => amountOf(shares)),
      is: held(ledgerAccount("CHARGEBACK_HOLD", id)),
    },
    {
      invariant: "the bank has what it took and was not decided to keep",
      must:
        sumOf(chargebacks, ({ takenCents }) => takenCents) - sumOf(lost, ({ shares }) => amountOf(shares)),
      is: held(ledgerAccount("CHARGEBACK_CASH", id)),
    },
    {
      invariant: "paid = refunded, by others too, + to be refunded + released + blocked + charged back",
      must: paidCents,
      is: refundedCents + byOthersCents + held(refundDue) + releasedCents + held(escrow) + takenCents,
    },
    {
      invariant: "a payment says what the journal says",
      must: paidCents,
      is: journal.moved("payment_received", escrow) + journal.moved("surplus_received", refundDue),
    },
    {
      invariant: "a payment says what the journal says",
      must: refundedCents,
      is: -journal.moved("refund_paid", refundDue) - journal.moved("refund_returned", refundDue),
    },
    {
      invariant: "a payment says what the journal says",
      must: releasedCents,
      is: -journal.moved("earnings_released", escrow),
    },
    {
      invariant: "released = transferred + commission + VAT",
      must: netCents,
      is: moves.transferCents.get(movementIds.transfer(id)) ?? 0,
    },
    {
      invariant: "no refund after release beyond what is left",
      must: Math.min(refundCents, (payment.charge?.amountCents ?? 0) - releasedCents),
      is: refundCents,
    },
  ];
}

/** What the movements of orders' money come to. */
interface Moves {
  /** By charge: refunded, or to be. */
  readonly refundCents: Map<string, number>;
  /** By movement: transferred, or to be. */
  readonly transferCents: Map<string, number>;
  /** By order: movements that are not done. */
  readonly openIds: Map<string, Set<string>>;
}

async function movesOf({ database, session }: Moment): Promise<Moves> {
  const moves: Moves = { refundCents: new Map(), transferCents: new Map(), openIds: new Map() };
  for await (const { _id, order, state } of database.model(movementModel).stream({}, { session })) {
    if (order.kind !== "refund" && order.kind !== "transfer") continue;
    if (order.kind === "transfer") moves.transferCents.set(_id, order.amountCents);
    if (order.kind === "refund" && state !== "failed") {
      const cents = moves.refundCents.get(order.chargeId) ?? 0;
      moves.refundCents.set(order.chargeId, cents + order.amountCents);
    }
    if (!isEnded({ state })) {
      moves.openIds.set(order.orderId, (moves.openIds.get(order.orderId) ?? new Set()).add(_id));
    }
  }
  return moves;
}

/** Everything that an order's payment, its ledger accounts and its movements say of each other. */
export async function brokenPayments(moment: Moment, journal: Tally): Promise<Finding[]> {
  const { database, session } = moment;
  const findings: Finding[] = [];
  const moves = await movesOf(moment);
  const strangers = new Set([...journal.held.keys()].filter((account) => account.startsWith("ESCROW:")));
  for await (const document of database.model(paymentModel).stream({}, { session })) {
    const payment = toPayment(document);
    strangers.delete(ledgerAccount("ESCROW", payment.id));
    for (const { invariant, must, is } of expectations(payment, journal, moves)) {
      if (must !== is)
        findings.push({
          invariant,
          subject: payment.id,
          detail: `${payment.state}: ${is} instead of ${must}`,
        });
    }
    if (payment.commissionCents + payment.vatCents > payment.releasedCents) {
      findings.push({
        invariant: "commission and VAT come out of what was released",
        subject: payment.id,
        detail: `${payment.commissionCents} + ${payment.vatCents} > ${payment.releasedCents}`,
      });
    }
    const open = moves.openIds.get(payment.id) ?? new Set();
    const isSame =
      open.size === payment.openMovementIds.length && payment.openMovementIds.every((id) => open.has(id));
    if (!isSame) {
      findings.push({
        invariant: "a payment waits for exactly its open movements",
        subject: payment.id,
        detail: `waits for [${payment.openMovementIds.join(", ")}], open are [${[...open].join(", ")}]`,
      });
    }
  }
  for (const account of strangers) {
    const detail = `holds ${journal.held.get(account)}`;
    findings.push({ invariant: "escrow belongs to an order that is known", subject: account, detail });
  }
  return findings;
}
