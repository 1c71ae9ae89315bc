import { classOf, ledgerAccount, naturalCents } from "../../../services/payments/src/ledger/chart.ts";
import type { Entry } from "../../../services/payments/src/ledger/entries.ts";
import type { Document } from "../database/documents.ts";
import type { Written } from "../database/storage.ts";
import { asEntry, asPayment, type StoredPayment } from "../database/stored.ts";
import { Violation } from "../engine/violation.ts";

/** A journal of its own, kept by adding up what is committed, and never read from the database. */
export interface MoneyWatch {
  /** To be told of every commit of payments; looks only at what it changed. */
  committed(written: readonly Written[]): void;
}

/** The ledger's invariants (services/payments/README.md) that hold at every commit (R27). */
export function watchMoney(raise: (violation: Violation) => void): MoneyWatch {
  const sums = new Map<string, number>();
  let total = 0;

  const sumOf = (account: string) => naturalCents(account, sums.get(account) ?? 0);

  function post(document: Document): void {
    let sum = 0;
    for (const { account, amountCents } of asEntry(document).lines) {
      if (!Number.isSafeInteger(amountCents))
        raise(new Violation("whole cents", document._id, `${amountCents}`));
      sum += amountCents;
      sums.set(account, (sums.get(account) ?? 0) + amountCents);
    }
    total += sum;
    const subject = asEntry(document).orderId ?? document._id;
    if (sum !== 0) raise(new Violation("every entry sums to 0", subject, `${document._id} sums to ${sum}`));
    if (total !== 0) raise(new Violation("the whole ledger sums to 0", subject, `it sums to ${total}`));
  }

  function checkBalance(account: string, cents: unknown): void {
    const byJournal = sumOf(account);
    const owner = account.split(":")[1] ?? account;
    if (cents !== byJournal) {
      raise(
        new Violation("balances equal their journal", owner, `${account}: ${cents}, journal ${byJournal}`),
      );
    }
    if (byJournal < 0)
      raise(new Violation("no guarded account is below zero", owner, `${account}: ${byJournal}`));
  }

  function checkPayment(payment: StoredPayment): void {
    const { _id: orderId, state, charge, paidCents, refundedCents, releasedCents, openMovementIds } = payment;
    const taken = [
      ...payment.chargebacks.filter((chargeback) => chargeback.state !== "won"),
      // What others refunded went the same ways.
      ...payment.outsideRefunds.filter((refund) => refund.state === "made"),
    ];
    const takenOfEscrow = taken.reduce((sum, { shares }) => sum + shares.escrowCents, 0);
    const takenOfRefunds = taken.reduce((sum, { shares }) => sum + shares.refundCents, 0);
    const escrow = sumOf(ledgerAccount("ESCROW", orderId));
    const refundDue = sumOf(ledgerAccount("REFUND_DUE", orderId));
    const isBlocked = state === "blocked" || state === "frozen";
    const blocked = isBlocked ? (charge?.amountCents ?? 0) - takenOfEscrow : 0;
    if (escrow !== blocked) {
      raise(
        new Violation(
          "escrow is what is blocked, and 0 of an ended order",
          orderId,
          `${state}, escrow ${escrow}`,
        ),
      );
    }
    const parts = [refundedCents, refundDue, releasedCents, escrow, takenOfEscrow + takenOfRefunds];
    if (paidCents !== parts.reduce((sum, part) => sum + part)) {
      const sides = `${paidCents} ≠ ${parts.join(" + ")}`;
      raise(
        new Violation("paid = refunded + to be refunded + released + blocked + charged back", orderId, sides),
      );
    }
    if (state === "settled" && openMovementIds.length === 0 && refundDue !== 0) {
      raise(new Violation("a settled order owes nothing", orderId, `owes ${refundDue}`));
    }
  }

  return {
    committed: (written) => {
      for (const { collection, before, after } of written) {
        if (collection !== "journal") continue;
        if (before !== null || after === null) {
          raise(new Violation("postings are never changed", before?._id ?? "journal", "one was"));
        } else post(after);
      }
      for (const { collection, after } of written) {
        if (after === null) continue;
        if (collection === "balances") checkBalance(after._id, after.cents);
        if (collection === "payments") checkPayment(asPayment(after));
        if (collection === "journal") checkGuarded(written, asEntry(after));
      }
    },
  };

  /** A guarded account that an entry touches has its balance changed in the same commit. */
  function checkGuarded(written: readonly Written[], entry: Entry): void {
    for (const { account } of entry.lines) {
      if (classOf(account).balance !== "guarded") continue;
      const isChanged = written.some(
        ({ collection, after }) => collection === "balances" && after?._id === account,
      );
      if (!isChanged) raise(new Violation("balances equal their journal", account, "an entry left it alone"));
    }
  }
}
