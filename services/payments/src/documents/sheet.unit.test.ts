import { describe, expect, it } from "vitest";
import { aPayment } from "../../test/builders.ts";
import { type Invoice, numberIn, seriesOf } from "../invoices/invoice.ts";
import { drawPdf } from "./draw-pdf.ts";
import { invoiceSheet, receiptSheet } from "./sheet.ts";

const issuer = {
  name: "Place de marché SAS",
  address: "1 rue de l'Été, 75011 Paris",
  registration: "SIREN 123 456 789, RCS Paris, capital 10 000 €",
  vatNumber: "FR12123456789",
};
const issuedAt = new Date("2026-03-01T23:30:00Z");

const invoice: Invoice = {
  number: "F2026-000042",
  kind: "commission",
  orderId: "order_1",
  sellerId: "account_1",
  issuedAt,
  grossCents: 123_456,
  commissionCents: 20_576,
  vatCents: 4_115,
  vatBasisPoints: 2_000,
  corrects: null,
  issuer,
  recipient: { name: "Léa Œuvrard", email: "lea@example.test" },
};

describe("an invoice", () => {
  it("R28: shows net, VAT and total, and what French law demands", () => {
    const sheet = invoiceSheet(invoice, "fr");
    expect(sheet.totals).toEqual([
      ["Total HT", "205,76\u00a0€"],
      ["TVA 20\u00a0%", "41,15\u00a0€"],
      ["Total TTC", "246,91\u00a0€"],
    ]);
    const all = JSON.stringify(sheet);
    for (const mention of [
      "F2026-000042",
      "SIREN 123 456 789",
      "FR12123456789",
      "2 mars 2026",
      "40 €",
      "L441-10",
    ])
      expect(all).toContain(mention);
  });

  it("is negative as a credit note, and names what it corrects", () => {
    const note = invoiceSheet({ ...invoice, kind: "credit_note", corrects: "F2026-000042" }, "en");
    expect(note.title).toBe("Credit note");
    expect(note.totals.at(-1)).toEqual(["Total with VAT", "-€246.91"]);
    expect(note.facts.at(-1)?.[1]).toBe("F2026-000042");
  });

  it("is numbered in a series of its kind and year", () => {
    expect(numberIn(seriesOf("commission", issuedAt), 7)).toBe("F2026-000007");
    expect(numberIn(seriesOf("credit_note", issuedAt), 1)).toBe("AV2026-000001");
  });

  it("hunt F19: in New Year's night is of the year that it shows", () => {
    const night = new Date("2026-12-31T23:30:00Z");
    expect(numberIn(seriesOf("commission", night), 1)).toBe("F2027-000001");
    const shown = invoiceSheet({ ...invoice, issuedAt: night }, "fr");
    expect(shown.facts).toContainEqual(["Date d'émission", "1er janvier 2027"]);
  });

  it("hunt F20: is dated as French writes the first of a month", () => {
    const sheet = invoiceSheet({ ...invoice, issuedAt: new Date("2026-12-01T10:00:00Z") }, "fr");
    expect(sheet.facts).toContainEqual(["Date d'émission", "1er décembre 2026"]);
  });

  it("is the same bytes whenever it is drawn, also with letters that its font does not have", async () => {
    const sheet = invoiceSheet({ ...invoice, recipient: { name: "李 Łukasz", email: "" } }, "fr");
    const first = await drawPdf(sheet);
    expect(first.subarray(0, 5).toString()).toBe("%PDF-");
    expect(await drawPdf(sheet)).toEqual(first);
  });
});

describe("a receipt", () => {
  const people = { issuer, buyer: { name: "Sam", email: "sam@example.test" }, seller: { name: "Léa" } };

  it("R8: shows what was paid, and what came back of it", () => {
    const paid = aPayment({ paidCents: 1500, paidAt: issuedAt, title: "Un logo" });
    expect(receiptSheet(paid, issuedAt, people, "en")).toMatchObject({
      rows: [["Un logo", "€15.00"]],
      totals: [["Paid", "€15.00"]],
    });
    expect(receiptSheet({ ...paid, refundedCents: 500 }, issuedAt, people, "en").totals).toEqual([
      ["Paid", "€15.00"],
      ["Refunded", "-€5.00"],
      ["Remains paid", "€10.00"],
    ]);
  });
});
