import { randomBytes } from "node:crypto";
import { deleteBatch, type ErasureStep } from "@vc/service";
import type { ClientSession, Collection, Db } from "mongodb";
import type { Kind } from "../notifications/kinds.ts";

export interface UnsubscribeLink {
  readonly accountId: string;
  readonly kind: Kind;
}

/** What the links in e-mails switch off. They stay good as long as the account: mails are kept for years. */
export interface UnsubscribeLinks {
  ensureIndexes(): Promise<void>;
  /** The token of a person's link for a kind, the same each time. */
  tokenFor(link: UnsubscribeLink, session: ClientSession): Promise<string>;
  find(token: string): Promise<UnsubscribeLink | null>;
  /** R42. */
  readonly erase: ErasureStep;
}

export function createUnsubscribeLinks(db: Db): UnsubscribeLinks {
  const links: Collection<UnsubscribeLink & { _id: string }> = db.collection("unsubscribe_links");

  return {
    async ensureIndexes() {
      await links.createIndex({ accountId: 1, kind: 1 }, { unique: true });
    },

    async tokenFor({ accountId, kind }, session) {
      const link = await links.findOneAndUpdate(
        { accountId, kind },
        { $setOnInsert: { _id: randomBytes(24).toString("base64url") } },
        { upsert: true, returnDocument: "after", session },
      );
      if (link === null) throw new Error("an upsert left nothing");
      return link._id;
    },

    find: (token) => links.findOne({ _id: token }),

    erase: (batch) => deleteBatch(links, { accountId: batch.accountId }, batch),
  };
}
