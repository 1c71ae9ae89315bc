import {
  paymentsEndpoints as endpoints,
  euros,
  type Locale,
  type Invoice as ShownInvoice,
} from "@vc/contracts";
import { type App, addEndpoint, notFound } from "@vc/http";
import { eventually } from "@vc/service";
import type { Invoice, Issuer } from "../invoices/invoice.ts";
import type { Invoices } from "../invoices/store.ts";
import type { PaymentStore } from "../payments/store.ts";
import { type People, recipientOf } from "../people/people.ts";
import { drawPdf } from "./draw-pdf.ts";
import { invoiceSheet, receiptSheet } from "./sheet.ts";

/** The language of an account that is not known yet. */
const DEFAULT_LOCALE: Locale = "fr";

function presentInvoice(invoice: Invoice): ShownInvoice {
  const { number, kind, orderId, issuedAt, commissionCents, vatCents, corrects } = invoice;
  return {
    number,
    kind,
    orderId,
    issuedAt: issuedAt.toISOString(),
    commission: euros(commissionCents),
    vat: euros(vatCents),
    total: euros(commissionCents + vatCents),
    corrects,
  };
}

export interface DocumentRouteDeps {
  readonly invoices: Invoices;
  readonly payments: PaymentStore;
  readonly people: People;
  readonly issuer: Issuer;
}

/** Receipts of buyers and commission invoices of sellers: each for its owner alone, 404 for any other account (R41). */
export function addDocumentRoutes(app: App, deps: DocumentRouteDeps): void {
  const { invoices, payments, people, issuer } = deps;

  addEndpoint(app, endpoints.getReceipt, async ({ caller: { accountId }, params, query }, reply) => {
    const payment = await eventually(() => payments.find(params.orderId));
    if (payment === null || payment.buyerId !== accountId || payment.paidAt === null) throw notFound();
    const caller = await people.find(accountId);
    const [buyer, seller] = [recipientOf(caller), recipientOf(await people.find(payment.sellerId))];
    const locale = query.locale ?? caller?.locale ?? DEFAULT_LOCALE;
    const sheet = receiptSheet(payment, payment.paidAt, { issuer, buyer, seller }, locale);
    void reply.headers(pdfHeaders(`${payment.id}.pdf`));
    return drawPdf(sheet);
  });

  addEndpoint(app, endpoints.listInvoices, async ({ caller, query }) => {
    const { items, nextCursor } = await invoices.list(caller.accountId, query);
    return { items: items.map(presentInvoice), nextCursor };
  });

  addEndpoint(
    app,
    endpoints.getInvoice,
    async ({ caller: { accountId }, params: { file }, query }, reply) => {
      const invoice = await invoices.find(file.replace(/\.pdf$/, ""), accountId);
      if (invoice === null) throw notFound();
      const locale = query.locale ?? (await people.find(accountId))?.locale ?? DEFAULT_LOCALE;
      void reply.headers(pdfHeaders(file));
      return drawPdf(invoiceSheet(invoice, locale));
    },
  );
}

function pdfHeaders(fileName: string) {
  return {
    "content-type": "application/pdf",
    "content-disposition": `attachment; filename="${fileName}"`,
  };
}
