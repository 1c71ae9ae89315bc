import { classOf, naturalCents } from "@vc/payments/src/ledger/chart.ts";
import mongoose, { Schema } from "mongoose";
import type { LedgerContestant } from "./contestant.ts";

const entrySchema = new Schema({
  _id: String,
  kind: String,
  lines: [new Schema({ account: String, amountCents: Number }, { _id: false })],
  orderId: String,
  stripeId: String,
  at: Date,
});
entrySchema.index({ "lines.account": 1, at: -1, _id: -1 }).index({ orderId: 1 }).index({ stripeId: 1 });
const balanceSchema = new Schema({ _id: String, cents: Number, entryCount: Number });

/**
 * The same postings written by hand on mongoose, with trust in the callers: the entry, and `$inc` on each balance
 * of an order or a seller, in one transaction. No look whether the fact is known, no guard against an overdraft.
 */
export const handWritten: LedgerContestant = {
  name: "by hand on mongoose",
  does: "changes each balance, writes the entry",
  open: async ({ mongoUrl }, database) => {
    const connection = await mongoose.createConnection(mongoUrl, { dbName: database }).asPromise();
    const Entries = connection.model("Entry", entrySchema, "journal");
    const Balances = connection.model("Balance", balanceSchema, "balances");
    await Promise.all([Entries.createCollection(), Balances.createCollection()]);
    await Entries.createIndexes();
    return {
      // The same driver, in another copy where mongoose has its own.
      db: connection.getClient().db(database) as never,
      post: async ({ id, ...content }) => {
        await connection.transaction(
          async (session) => {
            for (const { account, amountCents } of content.lines) {
              if (classOf(account).balance !== "guarded") continue;
              const cents = naturalCents(account, amountCents);
              await Balances.updateOne(
                { _id: account },
                { $inc: { cents, entryCount: 1 } },
                { session, upsert: true },
              );
            }
            await Entries.create([{ _id: id, ...content, lines: [...content.lines] }], { session });
          },
          { writeConcern: { w: "majority" } },
        );
      },
      close: () => connection.close(),
    };
  },
};
