import { randomBytes } from "node:crypto";
import { type Database, deleteBatch, type ErasureStep } from "@vc/service";
import type { ClientSession } from "mongodb";
import type { Kind } from "../kinds.ts";
import { unsubscribeLinkModel } from "./model.ts";

export interface UnsubscribeLink {
  readonly accountId: string;
  readonly kind: Kind;
}

/** What the links in e-mails switch off. They stay good as long as the account: mails are kept for years. */
export interface UnsubscribeLinks {
  /** The token of a person's link for a kind, the same each time. */
  tokenFor(link: UnsubscribeLink, session: ClientSession): Promise<string>;
  find(token: string): Promise<UnsubscribeLink | null>;
  /** R42. */
  readonly erase: ErasureStep;
}

export function createUnsubscribeLinks(database: Database): UnsubscribeLinks {
  const links = database.model(unsubscribeLinkModel);

  return {
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
