import type { Listing as ListingView } from "@vc/contracts";
import { type Database, trusted } from "@vc/service";
import type { ClientSession } from "mongodb";
import { formsOf, type Word } from "../words/analyse-text.ts";
import { type SellerDocument, sellerModel } from "./model.ts";
import type { SellerFigures, SellerStatus } from "./seller.ts";

export type SellerView = ListingView["seller"];

/** More sellers of one name are not told apart by it. */
const MAX_NAMESAKES = 20;

/** Sellers, projected from the events of accounts, payments and reviews. */
export function createSellerStore(database: Database) {
  const sellers = database.model(sellerModel);

  return {
    /** Adds to what is known of a seller. */
    async keep(
      accountId: string,
      facts: Partial<Omit<SellerDocument, "_id" | "nameForms" | "listingsBegun">>,
      session: ClientSession,
    ): Promise<void> {
      const name = facts.displayName === undefined ? {} : { nameForms: formsOf(facts.displayName) };
      await sellers.updateOne({ _id: accountId }, { $set: { ...facts, ...name } }, { upsert: true, session });
    },

    /** The sellers that searched words name. */
    async named(words: readonly Word[]): Promise<(word: Word) => ReadonlySet<string>> {
      const wanted = words.map(({ plain }) => plain);
      const found = await sellers.find({ nameForms: trusted({ $in: wanted }) }, { limit: MAX_NAMESAKES });
      const byWord = new Map(
        wanted.map((plain) => [
          plain,
          new Set(found.filter(({ nameForms }) => nameForms?.includes(plain)).map(({ _id }) => _id)),
        ]),
      );
      return ({ plain }) => byWord.get(plain) ?? new Set();
    },

    /** R42: a closed account has no name, and can publish nothing. */
    async close(accountId: string, session: ClientSession): Promise<void> {
      await sellers.updateOne(
        { _id: accountId },
        { $unset: { displayName: "", nameForms: "", payoutAccount: "" }, $set: { emailVerified: false } },
        { session },
      );
    },

    async statusOf(accountId: string, session: ClientSession): Promise<SellerStatus> {
      const seller = await sellers.findOne({ _id: accountId }, { session });
      return {
        emailVerified: seller?.emailVerified ?? false,
        canReceiveMoney: seller?.payoutAccount === "active",
      };
    },

    /**
     * The figures that a new listing copies. The write beside it makes this transaction and one that brings new
     * figures conflict: without it, each could miss the other's write, and the copy would stay wrong.
     */
    async figuresForNewListing(accountId: string, session: ClientSession): Promise<SellerFigures> {
      const seller = await sellers.findOneAndUpdate(
        { _id: accountId },
        { $inc: { listingsBegun: 1 } },
        { upsert: true, returnDocument: "after", session },
      );
      return { rating: seller?.rating ?? 0, reviewCount: seller?.reviewCount ?? 0 };
    },

    /** Sellers as listings show them. Before the first event of a seller, the name is empty. */
    async viewsOf(accountIds: readonly string[]): Promise<(accountId: string) => SellerView> {
      const found = await sellers.find({ _id: trusted({ $in: [...new Set(accountIds)] }) });
      const byId = new Map(found.map((seller) => [seller._id, seller]));
      return (accountId) => {
        const seller = byId.get(accountId);
        return {
          displayName: seller?.displayName ?? "",
          rating: seller?.rating ?? null,
          reviewCount: seller?.reviewCount ?? 0,
        };
      };
    },

    /** Whether an event of accounts has arrived for it. */
    async isKnown(accountId: string): Promise<boolean> {
      return (await sellers.findOne({ _id: accountId }))?.displayName !== undefined;
    },
  };
}

export type SellerStore = ReturnType<typeof createSellerStore>;
