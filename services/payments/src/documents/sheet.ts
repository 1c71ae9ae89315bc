import type { Locale } from "@vc/contracts";
import type { Invoice, Issuer } from "../invoices/invoice.ts";
import type { Payment } from "../payments/payment.ts";
import { formatsIn, wordsIn } from "./words.ts";

/** The content of a page, in reading order. Drawing it is another file's work. */
export interface Sheet {
  readonly title: string;
  /** What the document is found by. */
  readonly facts: readonly (readonly [label: string, value: string])[];
  readonly parties: readonly { readonly label: string; readonly lines: readonly string[] }[];
  readonly heads: readonly [string, string];
  readonly rows: readonly (readonly [label: string, amount: string])[];
  readonly totals: readonly (readonly [label: string, amount: string])[];
  readonly notes: readonly string[];
  readonly locale: Locale;
  /** When it was issued: the same document is the same bytes whenever it is fetched. */
  readonly at: Date;
}

function issuerLines(issuer: Issuer, vatLabel: string): string[] {
  return [issuer.name, issuer.address, issuer.registration, `${vatLabel} : ${issuer.vatNumber}`];
}

/** R28: what a seller gets for the commission on an order, with its VAT line. Pure. */
export function invoiceSheet(invoice: Invoice, locale: Locale): Sheet {
  const words = wordsIn[locale];
  const { euros, date, percent } = formatsIn(locale);
  const isCredit = invoice.kind === "credit_note";
  const sign = isCredit ? -1 : 1;
  const gross = euros(invoice.grossCents);
  const netCents = sign * invoice.commissionCents;
  const vatCents = sign * invoice.vatCents;
  return {
    title: isCredit ? words.creditNote : words.invoice,
    facts: [
      [words.number, invoice.number],
      [words.issuedOn, date(invoice.issuedAt)],
      [words.order, invoice.orderId],
      ...(invoice.corrects === null ? [] : [[words.corrects, invoice.corrects] as const]),
    ],
    parties: [
      { label: words.issuer, lines: issuerLines(invoice.issuer, words.vatNumber) },
      {
        label: words.recipient,
        lines: [invoice.recipient.name, invoice.recipient.email, `${words.account} ${invoice.sellerId}`],
      },
    ],
    heads: [words.description, words.amount],
    rows: [[isCredit ? words.commissionGivenBack(gross) : words.commissionOn(gross), euros(netCents)]],
    totals: [
      [words.net, euros(netCents)],
      [words.vat(percent(invoice.vatBasisPoints)), euros(vatCents)],
      [words.total, euros(netCents + vatCents)],
    ],
    notes: [isCredit ? words.givenBack : words.settled, words.category, words.terms],
    locale,
    at: invoice.issuedAt,
  };
}

interface ReceiptPeople {
  readonly issuer: Issuer;
  readonly buyer: { readonly name: string; readonly email: string };
  readonly seller: { readonly name: string };
}

/** R8: what a buyer paid for an order and what came back of it. Pure. @param paidAt when the payment was received */
export function receiptSheet(payment: Payment, paidAt: Date, people: ReceiptPeople, locale: Locale): Sheet {
  const words = wordsIn[locale];
  const { euros, date } = formatsIn(locale);
  const chargedBackCents = payment.chargebacks
    .filter(({ state }) => state === "lost")
    .reduce((sum, { amountCents }) => sum + amountCents, 0);
  const { paidCents, refundedCents } = payment;
  const cameBack = refundedCents + chargedBackCents > 0;
  return {
    title: words.receipt,
    facts: [
      [words.order, payment.id],
      [words.paidOn, date(paidAt)],
    ],
    parties: [
      { label: words.issuer, lines: issuerLines(people.issuer, words.vatNumber) },
      {
        label: words.recipient,
        lines: [people.buyer.name, people.buyer.email, `${words.account} ${payment.buyerId}`],
      },
      { label: words.seller, lines: [people.seller.name, `${words.account} ${payment.sellerId}`] },
    ],
    heads: [words.description, words.amount],
    rows: [[payment.title, euros(payment.amountCents)]],
    totals: [
      [words.paid, euros(paidCents)],
      ...(refundedCents > 0 ? [[words.refunded, euros(-refundedCents)] as const] : []),
      ...(chargedBackCents > 0 ? [[words.chargedBack, euros(-chargedBackCents)] as const] : []),
      ...(cameBack ? [[words.left, euros(paidCents - refundedCents - chargedBackCents)] as const] : []),
    ],
    notes: [words.receiptNote],
    locale,
    at: paidAt,
  };
}
