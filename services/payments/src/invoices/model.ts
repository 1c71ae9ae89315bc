import {
  code,
  type DocumentOf,
  defineModel,
  id,
  moment,
  nullable,
  object,
  oneOf,
  text,
  whole,
} from "@vc/service";
import { INVOICE_KINDS } from "./invoice.ts";

const cents = () => whole({ min: 0 });

export const invoiceModel = defineModel({
  collection: "invoices",
  holds: "A commission invoice or a credit note. Amounts are cents.",
  fields: {
    /** Its number: `F2026-000001`. */
    _id: code(),
    kind: oneOf(INVOICE_KINDS),
    orderId: id("order"),
    sellerId: id("account"),
    issuedAt: moment(),
    grossCents: cents(),
    commissionCents: cents(),
    vatCents: cents(),
    vatBasisPoints: whole({ min: 0 }),
    corrects: nullable(code()),
    issuer: object({
      name: code({ max: 2_000 }),
      address: code({ max: 2_000 }),
      registration: code({ max: 2_000 }),
      vatNumber: code({ max: 2_000 }),
    }),
    recipient: object({
      name: text({ max: 200, personal: "emptied" }),
      email: text({ max: 320, personal: "emptied" }),
    }),
  },
  indexes: [
    { key: { sellerId: 1, issuedAt: -1, _id: -1 }, for: "a seller's invoices, newest first; erasure" },
    { key: { orderId: 1 }, for: "the invoice that a credit note corrects" },
  ],
  shardKey: "sellerId",
  erasure: "The recipient is emptied; numbers and amounts stay, as the law wants.",
});
export type InvoiceDocument = DocumentOf<typeof invoiceModel>;

export const invoiceSeriesModel = defineModel({
  collection: "invoice_series",
  holds: "How many invoices a series has.",
  fields: { _id: code(), count: whole({ min: 0 }) },
  indexes: [],
  shardKey: "_id",
  erasure: "Nothing: it holds nothing of people.",
});
