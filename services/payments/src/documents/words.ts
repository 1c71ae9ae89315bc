import { dateFormat, type Locale } from "@vc/contracts";
import { ISSUING_TIME_ZONE } from "../invoices/invoice.ts";

/** What stands on receipts and invoices, in each language. The French mentions are those that French law demands. */
const fr = {
  invoice: "Facture",
  creditNote: "Avoir",
  receipt: "Reçu de paiement",
  number: "Numéro",
  issuedOn: "Date d'émission",
  paidOn: "Payé le",
  order: "Commande",
  issuer: "Émetteur",
  recipient: "Client",
  seller: "Prestataire",
  account: "Compte",
  vatNumber: "TVA intracommunautaire",
  description: "Désignation",
  amount: "Montant",
  commissionOn: (gross: string) => `Commission de mise en relation sur une vente de ${gross}`,
  commissionGivenBack: (gross: string) =>
    `Commission rendue sur une vente de ${gross} reprise par la banque du client`,
  corrects: "Annule, en tout ou partie, la facture",
  net: "Total HT",
  vat: (rate: string) => `TVA ${rate}`,
  total: "Total TTC",
  paid: "Payé",
  refunded: "Remboursé",
  chargedBack: "Repris par la banque du client",
  left: "Reste payé",
  settled: "Acquittée par prélèvement sur le produit de la vente. Date de la prestation : date d'émission.",
  givenBack: "Le montant est porté au crédit du compte du client.",
  category: "Catégorie de l'opération : prestation de services.",
  terms:
    "Pas d'escompte pour paiement anticipé. En cas de retard : pénalités au taux de refinancement de la BCE majoré de " +
    "10 points et indemnité forfaitaire de recouvrement de 40 € (art. L441-10 du code de commerce).",
  receiptNote:
    "Ce reçu atteste le paiement reçu par la plateforme. La facture de la prestation est établie par le prestataire.",
} as const;

const en = {
  invoice: "Invoice",
  creditNote: "Credit note",
  receipt: "Payment receipt",
  number: "Number",
  issuedOn: "Issued on",
  paidOn: "Paid on",
  order: "Order",
  issuer: "Issued by",
  recipient: "Customer",
  seller: "Seller",
  account: "Account",
  vatNumber: "VAT number",
  description: "Description",
  amount: "Amount",
  commissionOn: (gross: string) => `Commission on a sale of ${gross}`,
  commissionGivenBack: (gross: string) =>
    `Commission given back on a sale of ${gross} that the buyer's bank took back`,
  corrects: "Cancels, in whole or in part, invoice",
  net: "Total without VAT",
  vat: (rate: string) => `VAT ${rate}`,
  total: "Total with VAT",
  paid: "Paid",
  refunded: "Refunded",
  chargedBack: "Taken back by the buyer's bank",
  left: "Remains paid",
  settled: "Settled by deduction from the proceeds of the sale. Date of the service: date of issue.",
  givenBack: "The amount is credited to the customer's account.",
  category: "Kind of operation: supply of services.",
  terms:
    "No discount for early payment. Late payment: penalties at the refinancing rate of the ECB plus 10 points, and a " +
    "fixed recovery charge of €40 (French commercial code, art. L441-10).",
  receiptNote:
    "This receipt certifies the payment that the platform received. The seller invoices the service.",
} as const satisfies Record<keyof typeof fr, string | ((value: string) => string)>;

export type Words = {
  readonly [Key in keyof typeof fr]: (typeof fr)[Key] extends string ? string : (value: string) => string;
};

export const wordsIn: Readonly<Record<Locale, Words>> = { fr, en };

/** Amounts and dates as each language writes them. The narrow spaces that French wants are not in the PDF's font. */
export function formatsIn(locale: Locale) {
  const tag = locale === "fr" ? "fr-FR" : "en-IE";
  const plain = (text: string) => text.replaceAll("\u202f", "\u00a0");
  const money = new Intl.NumberFormat(tag, { style: "currency", currency: "EUR" });
  const percent = new Intl.NumberFormat(tag, { style: "percent", maximumFractionDigits: 2 });
  return {
    euros: (cents: number) => plain(money.format(cents / 100)),
    date: dateFormat(locale, { dateStyle: "long", timeZone: ISSUING_TIME_ZONE }),
    percent: (basisPoints: number) => plain(percent.format(basisPoints / 10_000)),
  };
}
