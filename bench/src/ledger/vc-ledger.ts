import { createLedger } from "@vc/payments/src/ledger/ledger.ts";
import { MongoClient } from "mongodb";
import type { LedgerContestant } from "./contestant.ts";

/** The ledger of payments, as every decision about money uses it: in the transaction that is opened for the decision. */
export const vcLedger: LedgerContestant = {
  name: "payments",
  does: "checks whether the fact is known, changes each balance with its guard, writes the entry",
  open: async ({ mongoUrl }, database) => {
    const client = await new MongoClient(mongoUrl, { ignoreUndefined: true }).connect();
    const db = client.db(database);
    const ledger = createLedger(db);
    await ledger.ensureIndexes();
    return {
      db,
      post: async (entry) => {
        await client.withSession((session) =>
          session.withTransaction(() => ledger.post(entry, session), { writeConcern: { w: "majority" } }),
        );
      },
      close: () => client.close(),
    };
  },
};
