import type { Transaction } from "@vc/bus";
import type { PageQuery } from "@vc/contracts";
import type { Clock } from "@vc/http";
import {
  changeBatch,
  type Database,
  decodeCursor,
  type Erased,
  type ErasureBatch,
  readFromPlace,
  toPage,
  trusted,
} from "@vc/service";
import { z } from "zod";
import { type People, recipientOf } from "../people/people.ts";
import { type Invoice, type InvoiceFact, type Issuer, numberIn, seriesOf } from "./invoice.ts";
import { type InvoiceDocument, invoiceModel, invoiceSeriesModel } from "./model.ts";

/** Invoices: numbered without gaps, and never changed. */
export function createInvoices(deps: { database: Database; clock: Clock; issuer: Issuer; people: People }) {
  const { clock, issuer, people } = deps;
  const invoices = deps.database.model(invoiceModel);
  const series = deps.database.model(invoiceSeriesModel);
  const toInvoice = ({ _id, ...rest }: InvoiceDocument): Invoice => ({ number: _id, ...rest });

  return {
    /**
     * Issues an invoice in the transaction of its fact. The number comes from a counter in that same transaction: what
     * does not commit takes none, so that a series has no gaps. Facts of one series wait for each other here, which is
     * why this is the last write of its transaction.
     */
    async issueIn(tx: Transaction, fact: InvoiceFact): Promise<void> {
      const { kind, orderId, sellerId, release } = fact;
      if (release.commissionCents + release.vatCents === 0) return;
      const { session } = tx;
      const issuedAt = clock.now();
      const original =
        kind === "credit_note" ? await invoices.findOne({ orderId, kind: "commission" }, { session }) : null;
      const recipient = original?.recipient ?? recipientOf(await people.find(sellerId, session));
      const name = seriesOf(kind, issuedAt);
      const counted = await series.findOneAndUpdate(
        { _id: name },
        { $inc: { count: 1 } },
        { session, upsert: true, returnDocument: "after" },
      );
      if (counted === null) throw new Error(`the series ${name} could not be counted`);
      await invoices.insertOne(
        {
          _id: numberIn(name, counted.count),
          kind,
          orderId,
          sellerId,
          issuedAt,
          grossCents: release.grossCents,
          commissionCents: release.commissionCents,
          vatCents: release.vatCents,
          vatBasisPoints: kind === "commission" ? fact.vatBasisPoints : (original?.vatBasisPoints ?? 0),
          corrects: original?._id ?? null,
          issuer,
          recipient,
        },
        { session },
      );
    },

    /** An invoice of a seller; `null` for one that does not exist or is another's. */
    async find(number: string, sellerId: string): Promise<Invoice | null> {
      const found = await invoices.findOne({ _id: number, sellerId });
      return found && toInvoice(found);
    },

    async list(sellerId: string, query: PageQuery) {
      const sort = { issuedAt: -1, _id: -1 } as const;
      const place = query.cursor ? decodeCursor(query.cursor, z.tuple([z.iso.datetime(), z.string()])) : null;
      const from = place && [new Date(place[0]), place[1]];
      const found = await readFromPlace(sort, from, query.limit + 1, (behind, missing) =>
        invoices.find({ sellerId, ...behind }, { sort, limit: missing }),
      );
      return toPage(found, query.limit, ({ issuedAt, _id }) => [issuedAt.toISOString(), _id], toInvoice);
    },

    /** R42: numbers and amounts stay, as the law wants; the person's name and address go. */
    eraseRecipients: (batch: ErasureBatch): Promise<Erased> =>
      changeBatch(
        invoices,
        { sellerId: batch.accountId, "recipient.email": trusted({ $gt: "" }) },
        { $set: { recipient: { name: "", email: "" } } },
        batch,
      ),
  };
}

export type Invoices = ReturnType<typeof createInvoices>;
