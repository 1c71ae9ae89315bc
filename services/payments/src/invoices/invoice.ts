import type { Release } from "../ledger/commission.ts";

/** Who issues invoices: the platform's operator, as the law wants it named. */
export interface Issuer {
  readonly name: string;
  readonly address: string;
  /** Legal form, capital and register. */
  readonly registration: string;
  readonly vatNumber: string;
}

export const INVOICE_KINDS = ["commission", "credit_note"] as const;
export type InvoiceKind = (typeof INVOICE_KINDS)[number];

/** An invoice for the commission on a seller's order, or what gives it back. It never changes. Amounts are cents. */
export interface Invoice {
  /** `F2026-000001`; credit notes have a series of their own, `AV2026-000001`. */
  readonly number: string;
  readonly kind: InvoiceKind;
  readonly orderId: string;
  readonly sellerId: string;
  readonly issuedAt: Date;
  readonly grossCents: number;
  readonly commissionCents: number;
  readonly vatCents: number;
  readonly vatBasisPoints: number;
  /** The invoice that a credit note gives back. */
  readonly corrects: string | null;
  readonly issuer: Issuer;
  /** As they were known when it was issued; empty once the account is closed (R42). */
  readonly recipient: { readonly name: string; readonly email: string };
}

interface Invoiced {
  readonly orderId: string;
  readonly sellerId: string;
  readonly release: Release;
}

/** What is to be invoiced, as the payment's decision says it. A credit note has the rate of what it gives back. */
export type InvoiceFact =
  | (Invoiced & { readonly kind: "commission"; readonly vatBasisPoints: number })
  | (Invoiced & { readonly kind: "credit_note" });

const seriesPrefixes = { commission: "F", credit_note: "AV" } as const satisfies Record<InvoiceKind, string>;

/** An invoice is dated where its issuer is. */
export const ISSUING_TIME_ZONE = "Europe/Paris";

const issuingYear = new Intl.DateTimeFormat("en", { year: "numeric", timeZone: ISSUING_TIME_ZONE });

/** A series restarts each year, by the date that invoices show, and has no gaps. */
export function seriesOf(kind: InvoiceKind, issuedAt: Date): string {
  return `${seriesPrefixes[kind]}${issuingYear.format(issuedAt)}`;
}

export function numberIn(series: string, position: number): string {
  return `${series}-${String(position).padStart(6, "0")}`;
}
