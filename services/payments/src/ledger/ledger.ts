import type { PageQuery } from "@vc/contracts";
import { type Database, decodeCursor, readFromPlace, toPage, trusted } from "@vc/service";
import type { ClientSession } from "mongodb";
import { z } from "zod";
import { classOf, ledgerAccount, naturalCents } from "./chart.ts";
import type { Entry } from "./entries.ts";
import { balanceModel, journalModel } from "./model.ts";

/** An account would have gone below zero. Thrown, not returned: the transaction that tried it must not commit. */
export class Overdrawn extends Error {
  readonly account: string;
  constructor(account: string) {
    super(`${account} does not hold that much`);
    this.name = "Overdrawn";
    this.account = account;
  }
}

const newestFirst = { at: -1, _id: -1 } as const;

/** The journal and its balances. Entries are only ever added (R27). */
export function createLedger(database: Database) {
  const journal = database.model(journalModel);
  const balances = database.model(balanceModel);

  async function changeBalance(account: string, cents: number, session: ClientSession): Promise<void> {
    const change = { $inc: { cents, entryCount: 1 } };
    if (cents >= 0) {
      await balances.updateOne({ _id: account }, change, { session, upsert: true });
      return;
    }
    // The guard stands in the filter: between a read and a write another withdrawal could come.
    const enough = { _id: account, cents: trusted({ $gte: -cents }) };
    const { matchedCount } = await balances.updateOne(enough, change, { session });
    if (matchedCount === 0) throw new Overdrawn(account);
  }

  return {
    /**
     * Adds an entry and changes the balances of its accounts, in the transaction of the decision that it records.
     *
     * @returns `already` when the same fact is in the journal, and nothing is changed
     * @throws Overdrawn when an account would go below zero
     */
    async post(entry: Entry, session: ClientSession): Promise<"posted" | "already"> {
      const { id, ...content } = entry;
      if ((await journal.findOne({ _id: id }, { session, fields: ["_id"] })) !== null) return "already";
      const guarded = entry.lines.filter((line) => classOf(line.account).balance === "guarded");
      // Always in the same order, so that two entries about the same accounts wait for and do not abort each other.
      for (const line of guarded.toSorted((a, b) => (a.account < b.account ? -1 : 1))) {
        await changeBalance(line.account, naturalCents(line.account, line.amountCents), session);
      }
      await journal.insertOne({ _id: id, ...content }, { session });
      return "posted";
    },

    async find(entryId: string, session: ClientSession): Promise<Pick<Entry, "lines"> | null> {
      return journal.findOne({ _id: entryId }, { session });
    },

    /**
     * Makes this transaction meet every other one that changes the account at the same time, though it changes no
     * amount itself: one of the two is tried again, and sees what the other has written.
     */
    async claim(account: string, session: ClientSession): Promise<void> {
      await balances.updateOne(
        { _id: account },
        { $inc: { claims: 1 }, $setOnInsert: { cents: 0, entryCount: 0 } },
        { session, upsert: true },
      );
    },

    /** What an account of an order or seller holds, in cents on its own side; independent of the length of its history. */
    async balanceOf(account: string, session?: ClientSession): Promise<number> {
      const found = await balances.findOne({ _id: account }, { session, fields: ["cents"] });
      return found?.cents ?? 0;
    },

    /** What changed what a seller has or owes in a time, the end not included. */
    async entriesOfSeller(
      accountId: string,
      from: Date,
      to: Date,
    ): Promise<Pick<Entry, "kind" | "lines" | "at">[]> {
      const accounts = [ledgerAccount("SELLER", accountId), ledgerAccount("SELLER_RECEIVABLE", accountId)];
      return journal.find({
        "lines.account": trusted({ $in: accounts }),
        at: trusted({ $gte: from, $lt: to }),
      });
    },

    /** A seller's lines, newest first; they add up to what is available to them. */
    async linesOf(accountId: string, query: PageQuery) {
      const account = ledgerAccount("SELLER", accountId);
      const place = query.cursor ? decodeCursor(query.cursor, z.tuple([z.iso.datetime(), z.string()])) : null;
      const from = place && [new Date(place[0]), place[1]];
      const found = await readFromPlace(newestFirst, from, query.limit + 1, (behind, missing) =>
        journal.find({ "lines.account": account, ...behind }, { sort: newestFirst, limit: missing }),
      );
      return toPage(
        found,
        query.limit,
        (entry) => [entry.at.toISOString(), entry._id],
        (entry) => ({
          entry,
          cents: entry.lines
            .filter((line) => line.account === account)
            .reduce((sum, line) => sum + naturalCents(account, line.amountCents), 0),
        }),
      );
    },
  };
}

export type Ledger = ReturnType<typeof createLedger>;
