import type { Order } from "../../../services/orders/src/orders/order.ts";
import type { Entry } from "../../../services/payments/src/ledger/entries.ts";
import type { Payment } from "../../../services/payments/src/payments/payment.ts";
import type { Document } from "./documents.ts";

export type StoredOrder = Order & { readonly _id: string };
export type StoredPayment = Payment & { readonly _id: string };

/** A document of the collection `orders`, which only the orders' own store writes. */
export function asOrder(document: Document): StoredOrder {
  // By that, it has the shape that the store writes.
  return { ...document, id: document._id } as unknown as StoredOrder;
}

/** A document of the collection `payments`, written by payments' own store. */
export function asPayment(document: Document): StoredPayment {
  // By that, it has the shape that the store writes.
  return document as unknown as StoredPayment;
}

/** A document of the collection `journal`, written by the ledger. */
export function asEntry(document: Document): Entry {
  // By that, it has the shape that the ledger writes.
  return document as unknown as Entry;
}
