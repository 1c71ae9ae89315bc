import { changedMeanwhile } from "@vc/bus";
import type { PageQuery } from "@vc/contracts";
import { type Database, decodeCursor, toPage, trusted } from "@vc/service";
import type { ClientSession } from "mongodb";
import { z } from "zod";
import type { Withdrawal } from "./lifecycle.ts";
import { type WithdrawalDocument, withdrawalModel } from "./model.ts";

export function createWithdrawalStore(database: Database) {
  const withdrawals = database.model(withdrawalModel);
  const toWithdrawal = ({ _id, ...rest }: WithdrawalDocument): Withdrawal => ({ id: _id, ...rest });

  return {
    async find(id: string, session?: ClientSession): Promise<Withdrawal | null> {
      const found = await withdrawals.findOne({ _id: id }, { session });
      return found && toWithdrawal(found);
    },

    async insert({ id, ...rest }: Withdrawal, session: ClientSession): Promise<void> {
      await withdrawals.insertOne({ _id: id, ...rest }, { session });
    },

    /** @throws changedMeanwhile when the revision it was made from is no longer the one stored */
    async replace(before: Withdrawal, after: Withdrawal, session: ClientSession): Promise<void> {
      const { id, ...content } = { ...after, revision: before.revision + 1 };
      const { matchedCount } = await withdrawals.replaceOne({ _id: id, revision: before.revision }, content, {
        session,
      });
      if (matchedCount === 0) throw changedMeanwhile(`withdrawal ${id}`);
    },

    /** The last withdrawal of the account whose payout is not made. */
    async lastUnmade(accountId: string, session: ClientSession): Promise<Withdrawal | null> {
      const unmade = { accountId, state: "pending", payoutId: null } as const;
      const found = await withdrawals.findOne(unmade, { session, sort: { _id: -1 } });
      return found && toWithdrawal(found);
    },

    /** Those whose payout is made and not heard of since, oldest first. */
    async pendingSince(before: Date, limit: number): Promise<Withdrawal[]> {
      const found = await withdrawals.find(
        { state: "pending", createdAt: trusted({ $lte: before }) },
        { sort: { createdAt: 1 }, limit },
      );
      return found.map(toWithdrawal).filter((withdrawal) => withdrawal.payoutId !== null);
    },

    /** Those that were paid and asked for since then, oldest first. */
    async *paidSince(since: Date): AsyncGenerator<Withdrawal> {
      const found = withdrawals.stream(
        { state: "paid", createdAt: trusted({ $gte: since }) },
        { sort: { createdAt: 1 } },
      );
      for await (const document of found) yield toWithdrawal(document);
    },

    async list(accountId: string, query: PageQuery) {
      const place = query.cursor ? decodeCursor(query.cursor, z.tuple([z.string()])) : null;
      const found = await withdrawals.find(
        { accountId, ...(place && { _id: trusted({ $lt: place[0] }) }) },
        { sort: { _id: -1 }, limit: query.limit + 1 },
      );
      return toPage(found, query.limit, (item) => [item._id], toWithdrawal);
    },
  };
}

export type WithdrawalStore = ReturnType<typeof createWithdrawalStore>;
