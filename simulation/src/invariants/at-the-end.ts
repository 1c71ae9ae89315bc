import { isFinal } from "../../../services/orders/src/orders/lifecycle.ts";
import { auditPayments } from "../../../services/payments/src/audit/audit.ts";
import type { MoneyException } from "../../../services/payments/src/exceptions/exception.ts";
import { ledgerAccount } from "../../../services/payments/src/ledger/chart.ts";
import type { OutsideRefund } from "../../../services/payments/src/payments/payment.ts";
import type { Document } from "../database/documents.ts";
import { connect } from "../database/mongo.ts";
import type { Storage } from "../database/storage.ts";
import { asEntry, asOrder, asPayment, type StoredOrder, type StoredPayment } from "../database/stored.ts";
import { Violation } from "../engine/violation.ts";
import type { WorldContext } from "../world-context.ts";
import type { EventWatch } from "./events.ts";

/** What must hold when nothing is left to happen: everything ended, was told, and is settled at the provider too. */
export async function checkTheEnd(context: WorldContext, events: EventWatch): Promise<void> {
  const { raise, ordersData, paymentsData } = context;
  events.finish();
  const comeBack = comeBackByOrder(context);
  for (const document of ordersData.find("orders", {}, null)) {
    const order = asOrder(document);
    if (!isFinal(order.state)) {
      raise(new Violation("every order ends", order._id, `it is ${order.state}`));
    }
    const told = events.lastSequenceOf("orders.order", order._id);
    if (told !== order.sequence) {
      raise(
        new Violation("no event is lost", order._id, `${order.sequence} happened, and ${told} were told`),
      );
    }
    checkMoneyOf(context, order, paymentsData.read("payments", order._id, null), comeBack);
  }
  if (context.broker.unsent() > 0) {
    raise(new Violation("the outbox is sent", "outbox", `${context.broker.unsent()} are left`));
  }
  for (const movement of paymentsData.find("movements", {}, null)) {
    if (movement.state !== "succeeded" && movement.state !== "failed") {
      raise(new Violation("every movement ends", movement._id, `${movement.state}: ${movement.lastError}`));
    }
  }
  const process = context.processes.start("ledger check");
  for (const { invariant, subject, detail } of await auditPayments(
    connect(paymentsData, process, context.processes).database,
    new Date(context.now()),
  )) {
    raise(new Violation(invariant, subject, `${detail} (npm run ledger would say so)`));
  }
  checkBalances(context);
}

/** What banks gave back after their verdicts, and the platform has until it is decided otherwise. In cents. */
function givenBackAfterVerdicts(paymentsData: Storage, { _id: orderId, chargebacks }: StoredPayment): number {
  if (chargebacks.every(({ verdicts }) => verdicts.length < 2)) return 0;
  return -paymentsData
    .find("journal", { orderId, kind: "chargeback_reinstated" }, null)
    .flatMap((entry) => asEntry(entry).lines)
    .filter(({ account }) => account === ledgerAccount("OUTSIDE"))
    .reduce((sum, { amountCents }) => sum + amountCents, 0);
}

/** What came back of transfers, for each order that it came back for, in cents: a reversal takes from any of a seller's. */
function comeBackByOrder({ provider, paymentsData }: WorldContext): ReadonlyMap<string, number> {
  const cents = new Map<string, number>();
  for (const { transferId, amountCents, metadata } of provider.moves.allReversals()) {
    const movement = paymentsData.read("movements", metadata.movement ?? "", null);
    // Payments wrote it, for an order.
    const asked = movement?.order as { readonly orderId: string } | undefined;
    const orderId = asked?.orderId ?? provider.moves.transfer(transferId).orderId;
    cents.set(orderId, (cents.get(orderId) ?? 0) + amountCents);
  }
  return cents;
}

/** What others took back of an order's transfers, and an admin has not sent to the seller again. In cents. */
function keptOfReturns(paymentsData: Storage, orderId: string): number {
  return paymentsData
    .find("exceptions", { orderId, kind: "transfer_reversed" }, null)
    .map((document) => document as unknown as MoneyException) // payments' own store wrote them
    .filter(({ resolution }) => resolution?.decision !== "pay_seller")
    .reduce((sum, { amountCents }) => sum + amountCents, 0);
}

/** What of a refund by others was blocked for the order again, as it failed before the order's end. In cents. */
function blockedAgain(paymentsData: Storage, { id, state }: OutsideRefund): number {
  if (state === "made") return 0;
  const entry = paymentsData.read("journal", `outside-refund-returned:${id}`, null);
  const lines = entry === null ? [] : asEntry(entry).lines;
  return -(lines.find(({ account }) => account.startsWith("ESCROW:"))?.amountCents ?? 0);
}

/** What the books say of Stripe's balances is what lies there, the platform's and each seller's. */
function checkBalances({ provider, raise, paymentsData }: WorldContext): void {
  const invariant = "a balance at Stripe is what the books say";
  const held = new Map<string, number>();
  for (const { id, sellerId } of provider.accounts.all()) {
    const cents = provider.balances.totalCents(id);
    if (cents < 0) raise(new Violation("withdrawn ≤ earned", sellerId, `${id} holds ${cents}`));
    held.set(sellerId, (held.get(sellerId) ?? 0) + cents);
  }
  for (const [sellerId, cents] of held) {
    const booked = paymentsData.read("balances", ledgerAccount("CONNECTED_CASH", sellerId), null)?.cents ?? 0;
    if (booked !== cents)
      raise(new Violation(invariant, sellerId, `${Number(booked)} in the books, ${cents} at Stripe`));
  }
  const cashCents = paymentsData
    .find("journal", {}, null)
    .flatMap((entry) => asEntry(entry).lines)
    .filter(({ account }) => account === "STRIPE_CASH")
    .reduce((sum, { amountCents }) => sum + amountCents, 0);
  const earnedCents = provider.earnedCents();
  if (cashCents !== earnedCents)
    raise(new Violation(invariant, "the platform", `${cashCents} in the books, ${earnedCents} at Stripe`));
}

/** What orders decided, what payments recorded and what the provider holds are the same money. */
function checkMoneyOf(
  context: WorldContext,
  order: StoredOrder,
  document: Document | null,
  comeBack: ReadonlyMap<string, number>,
): void {
  const { raise } = context;
  const payment = document && asPayment(document);
  if (payment === null) {
    raise(new Violation("every order has a payment", order._id, "payments never heard of it"));
    return;
  }
  if (payment.paidCents > 0 && payment.state !== "settled") {
    raise(new Violation("every paid order is settled", order._id, `it is ${payment.state}`));
  }
  const undecided = payment.chargebacks.filter(({ state }) => state === "open");
  if (undecided.length > 0) {
    raise(new Violation("every verdict of a bank is heard", order._id, `${undecided.length} were not`));
  }
  checkBothSides(context, payment);
  checkPlatformsShare(context, payment, comeBack);
  checkDecision(context, order, payment);
}

/** What lost chargebacks took of an order. */
const lostShares = ({ chargebacks }: StoredPayment) =>
  chargebacks.filter(({ state }) => state === "lost").map(({ shares }) => shares);

const lostOfEscrow = (payment: StoredPayment) =>
  lostShares(payment).reduce((sum, { escrowCents }) => sum + escrowCents, 0);

/** All that was paid has gone to the buyer, the seller, banks or others. */
function checkBothSides({ raise }: WorldContext, payment: StoredPayment): void {
  const { paidCents, refundedCents, releasedCents, openMovementIds } = payment;
  const byOthersCents = payment.outsideRefunds
    .filter(({ state }) => state === "made")
    .reduce((sum, { shares }) => sum + shares.escrowCents + shares.refundCents, 0);
  const lostCents = lostShares(payment).reduce(
    (sum, { refundCents }) => sum + refundCents,
    lostOfEscrow(payment) + byOthersCents,
  );
  if (paidCents !== refundedCents + releasedCents + lostCents || openMovementIds.length > 0) {
    const sides = `${paidCents} ≠ ${refundedCents} + ${releasedCents} + ${lostCents}`;
    raise(
      new Violation("paid = refunded + transferred + commission + VAT + charged back", payment._id, sides),
    );
  }
}

/** What of an order's money is the platform's at Stripe is what the books say. */
function checkPlatformsShare(
  { provider, raise, paymentsData }: WorldContext,
  payment: StoredPayment,
  comeBack: ReadonlyMap<string, number>,
): void {
  const { _id: orderId, commissionCents, vatCents } = payment;
  // What the platform has to bear of lost chargebacks, and what the seller still owes for them.
  const owedCents = paymentsData
    .find("receivables", { orderId, state: { $in: ["due", "settled"] } }, null)
    // What does not come back is with the platform already.
    .filter(({ comesBack }) => comesBack !== false)
    .reduce((sum, receivable) => sum + Number(receivable.owedCents) - Number(receivable.reversedCents), 0);
  const borneCents = lostShares(payment).reduce(
    (sum, { release, lossCents }) => sum + release.commissionCents + release.vatCents + lossCents,
    owedCents,
  );
  // What others refunded beside what the buyer was owed, but for what the seller was charged of it. Where it came back, the
  // platform has that as well, and the queue of exceptions says so.
  const outsideCents = payment.outsideRefunds.reduce(
    (sum, { state, shares, charged }) =>
      sum + (state === "made" ? shares.lossCents : 0) - (charged?.netCents ?? 0),
    0,
  );
  const givenBackCents = givenBackAfterVerdicts(paymentsData, payment);
  const kept = provider.keptOf(orderId) + (comeBack.get(orderId) ?? 0);
  const keptReturnsCents = keptOfReturns(paymentsData, orderId);
  if (kept !== commissionCents + vatCents - borneCents - outsideCents + givenBackCents + keptReturnsCents) {
    const books = `${commissionCents + vatCents} - ${borneCents} by the books, ${kept} at the provider`;
    raise(new Violation("the platform keeps its commission and not a cent more", orderId, books));
  }
}

/** Both sides have what was decided for them, less what banks and others took of it. */
function checkDecision(
  { raise, paymentsData }: WorldContext,
  order: StoredOrder,
  payment: StoredPayment,
): void {
  const settled = order.outcome;
  const escrowByOthers = payment.outsideRefunds.reduce(
    (sum, refund) => sum + refund.shares.escrowCents - blockedAgain(paymentsData, refund),
    0,
  );
  const lostCents = lostOfEscrow(payment);
  const releaseLeft = Math.max(0, (settled?.releaseAmount ?? 0) - lostCents);
  const refundLeft = (settled?.refundAmount ?? 0) - Math.max(0, lostCents - (settled?.releaseAmount ?? 0));
  const mustRelease = releaseLeft - Math.max(0, escrowByOthers - refundLeft);
  if (order.paidAt && settled && (mustRelease !== payment.releasedCents || payment.charge === null)) {
    const both = `${mustRelease} decided, ${payment.releasedCents} released`;
    raise(new Violation("what was decided is what was done", order._id, both));
  }
}
