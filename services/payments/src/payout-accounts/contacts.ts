import { type Bus, on } from "@vc/bus";
import { AccountChanged, AccountClosed, AccountRegistered, type Locale } from "@vc/contracts";
import type { ClientSession, Db } from "mongodb";

interface ContactDocument {
  _id: string;
  email: string;
  displayName: string;
  locale: Locale;
}

/** Who people are, as far as money needs it: Stripe demands an address of who is paid, invoices and receipts name people. */
export function createContacts(db: Db) {
  const contacts = db.collection<ContactDocument>("contacts");
  return {
    async emailOf(accountId: string): Promise<string | null> {
      return (await contacts.findOne({ _id: accountId }))?.email ?? null;
    },

    /** Whom a document is for; empty for an account that is closed or not known yet. */
    async recipient(accountId: string, session?: ClientSession): Promise<{ name: string; email: string }> {
      const found = await contacts.findOne({ _id: accountId }, session ? { session } : {});
      return { name: found?.displayName ?? "", email: found?.email ?? "" };
    },

    async localeOf(accountId: string): Promise<Locale> {
      return (await contacts.findOne({ _id: accountId }))?.locale ?? "fr";
    },

    follow(bus: Bus): void {
      const keep = on(AccountRegistered, async ({ data }, tx) => {
        await contacts.updateOne(
          { _id: data.accountId },
          { $set: { email: data.email, displayName: data.displayName, locale: data.locale } },
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
