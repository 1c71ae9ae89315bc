import { createLedger } from "@vc/payments/src/ledger/ledger.ts";
import { openConnection, openDatabase } from "@vc/service";
import type { LedgerContestant } from "./contestant.ts";

/** The ledger of payments, as every decision about money uses it: in the transaction that is opened for the decision. */
export const vcLedger: LedgerContestant = {
  name: "payments",
  does: "checks whether the fact is known, changes each balance with its guard, writes the entry",
  open: async ({ mongoUrl }, database) => {
    const connection = await openConnection({ url: mongoUrl, database });
    const client = connection.getClient();
    const opened = openDatabase(connection);
    const ledger = createLedger(opened);
    await opened.ensureIndexes();
    return {
      db: client.db(database),
      post: async (entry) => {
        await client.withSession((session) =>
          session.withTransaction(() => ledger.post(entry, session), { writeConcern: { w: "majority" } }),
        );
      },
      close: () => connection.close(),
    };
  },
};
