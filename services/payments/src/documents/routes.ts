import { euros, id, Locale, PageQuery, pageOf, Invoice as ShownInvoice } from "@vc/contracts";
import { type App, callerOf, notFound } from "@vc/http";
import { eventually } from "@vc/service";
import { z } from "zod";
import type { PaymentsDeps } from "../deps.ts";
import { recipientOf } from "../people/people.ts";
import { drawPdf } from "./draw-pdf.ts";
import type { Invoice } from "./invoice.ts";
import { invoiceSheet, receiptSheet } from "./sheet.ts";

/** The language of an account that is not known yet. */
const DEFAULT_LOCALE: Locale = "fr";

const Language = z.object({ locale: Locale.optional().describe("default: the caller's own language") });
const Pdf = { 200: z.any().describe("the document, as a PDF") };

function show(invoice: Invoice): ShownInvoice {
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

/** Receipts of buyers and commission invoices of sellers: each for its owner alone, everybody else gets 404 (R41). */
export function addDocumentRoutes(app: App, deps: PaymentsDeps): void {
  const { invoices, payments, people, issuer } = deps;

  app.get(
    "/v1/payments/receipts/:orderId",
    {
      config: { access: "signed_in" },
      schema: {
        tags: ["payments"],
        summary: "The buyer's receipt for an order that was paid, as a PDF in French or English",
        produces: ["application/pdf"],
        params: z.object({ orderId: id("order") }),
        querystring: Language,
        response: Pdf,
      },
    },
    async (request, reply) => {
      const { accountId } = callerOf(request);
      const payment = await eventually(() => payments.find(request.params.orderId));
      if (payment === null || payment.buyerId !== accountId || payment.paidAt === null) throw notFound();
      const caller = await people.find(accountId);
      const [buyer, seller] = [recipientOf(caller), recipientOf(await people.find(payment.sellerId))];
      const locale = request.query.locale ?? caller?.locale ?? DEFAULT_LOCALE;
      const sheet = receiptSheet(payment, payment.paidAt, { issuer, buyer, seller }, locale);
      return reply
        .type("application/pdf")
        .header("content-disposition", `attachment; filename="${payment.id}.pdf"`)
        .send(await drawPdf(sheet));
    },
  );

  app.get(
    "/v1/payments/invoices",
    {
      config: { access: "signed_in" },
      schema: {
        tags: ["payments"],
        summary: "The caller's invoices and credit notes for commission, newest first",
        querystring: PageQuery,
        response: { 200: pageOf(ShownInvoice) },
      },
    },
    async (request) => {
      const { items, nextCursor } = await invoices.list(callerOf(request).accountId, request.query);
      return { items: items.map(show), nextCursor };
    },
  );

  app.get(
    "/v1/payments/invoices/:file",
    {
      config: { access: "signed_in" },
      schema: {
        tags: ["payments"],
        summary: "An invoice or credit note of the caller, `{number}.pdf`, in French or English",
        produces: ["application/pdf"],
        params: z.object({ file: z.string().regex(/^(F|AV)\d{4}-\d{6,9}\.pdf$/, "is not {number}.pdf") }),
        querystring: Language,
        response: Pdf,
      },
    },
    async (request, reply) => {
      const { accountId } = callerOf(request);
      const { file } = request.params;
      const invoice = await invoices.find(file.replace(/\.pdf$/, ""), accountId);
      if (invoice === null) throw notFound();
      const locale = request.query.locale ?? (await people.find(accountId))?.locale ?? DEFAULT_LOCALE;
      return reply
        .type("application/pdf")
        .header("content-disposition", `attachment; filename="${file}"`)
        .send(await drawPdf(invoiceSheet(invoice, locale)));
    },
  );
}
