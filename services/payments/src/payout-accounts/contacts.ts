import { type Bus, on } from "@vc/bus";
import { AccountChanged, AccountClosed, AccountRegistered } from "@vc/contracts";
import type { Db } from "mongodb";

interface ContactDocument {
  _id: string;
  email: string;
}

/** E-mail addresses of accounts: Stripe demands one of whoever receives money. */
export function createContacts(db: Db) {
  const contacts = db.collection<ContactDocument>("contacts");
  return {
    async emailOf(accountId: string): Promise<string | null> {
      return (await contacts.findOne({ _id: accountId }))?.email ?? null;
    },

    follow(bus: Bus): void {
      const keep = on(AccountRegistered, async ({ data }, tx) => {
        await contacts.updateOne(
          { _id: data.accountId },
          { $set: { email: data.email } },
          { upsert: true, session: tx.session },
        );
      });
      bus.consume({
        purpose: "contacts",
        order: "latest",
        subscriptions: [
          keep,
          { ...keep, type: AccountChanged },
          // R42. That it comes last keeps an older event from bringing the address back.
          on(AccountClosed, async ({ data }, tx) => {
            await contacts.deleteOne({ _id: data.accountId }, { session: tx.session });
          }),
        ],
      });
    },
  };
}

export type Contacts = ReturnType<typeof createContacts>;
