import { numberIn } from "../invoices/invoice.ts";
import { invoiceModel, invoiceSeriesModel } from "../invoices/model.ts";
import { paymentModel } from "../payments/model.ts";
import type { Finding, Moment } from "./finding.ts";

/** Every commission is invoiced to the cent, less what lost chargebacks gave back, and no series has a gap. */
export async function brokenInvoices({ database, session }: Moment): Promise<Finding[]> {
  const findings: Finding[] = [];
  const invoices = database.model(invoiceModel);
  const series = database.model(invoiceSeriesModel);
  const invoiced = new Map<string, number>();
  const numbers = new Set<string>();
  for await (const { _id, kind, orderId, commissionCents, vatCents } of invoices.stream({}, { session })) {
    numbers.add(_id);
    const cents = (kind === "commission" ? 1 : -1) * (commissionCents + vatCents);
    invoiced.set(orderId, (invoiced.get(orderId) ?? 0) + cents);
  }
  for await (const { _id, count } of series.stream({}, { session })) {
    for (let position = 1; position <= count; position++) {
      const number = numberIn(_id, position);
      if (!numbers.delete(number))
        findings.push({
          invariant: "invoices are numbered without gaps",
          subject: number,
          detail: "is missing",
        });
    }
  }
  for (const number of numbers) {
    const detail = "is beyond its series";
    findings.push({ invariant: "invoices are numbered without gaps", subject: number, detail });
  }
  for await (const payment of database.model(paymentModel).stream({}, { session })) {
    const { _id, commissionCents, vatCents, chargebacks, outsideRefunds } = payment;
    const releases = [
      ...chargebacks.filter(({ state }) => state === "lost").map(({ shares }) => shares.release),
      ...outsideRefunds.flatMap(({ charged }) => charged ?? []),
    ];
    const givenBack = releases.reduce((sum, release) => sum + release.commissionCents + release.vatCents, 0);
    const must = commissionCents + vatCents - givenBack;
    const is = invoiced.get(_id) ?? 0;
    if (is !== must)
      findings.push({
        invariant: "commission and VAT are what was invoiced",
        subject: _id,
        detail: `${is} instead of ${must}`,
      });
  }
  return findings;
}
