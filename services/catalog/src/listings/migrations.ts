import { type Database, type Migration, trusted } from "@vc/service";
import { listingModel } from "./model.ts";
import { searchTermsOf, toListing } from "./store.ts";

/**
 * Makes the words that search finds each listing by again, as this version reads texts: word families, inflections,
 * hyphenated words joined and split. Each is guarded on its version: one that is edited meanwhile has them by the edit.
 */
async function readWordsAgain(database: Database): Promise<void> {
  const listings = database.model(listingModel);
  for await (const document of listings.stream({ title: trusted({ $gt: "" }) }, { batchSize: 100 })) {
    const { _id, version } = document;
    await listings.updateOne({ _id, version }, { $set: { search: searchTermsOf(toListing(document)) } });
  }
}

/** What stored listings of earlier versions need before this one works with them. */
export const migrations: readonly Migration[] = [
  { id: "2026-12-listings-are-found-by-word-families", run: readWordsAgain },
];
