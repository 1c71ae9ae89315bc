import type { Platform } from "@vc/service";
import { addDataExportConsumers } from "./account-closing/data-export.ts";
import { createErasure } from "./account-closing/erasure.ts";
import type { CatalogConfig } from "./config.ts";
import { createListingWriter } from "./listings/change-listing.ts";
import { createListingStore } from "./listings/store.ts";
import { createListingSearch } from "./search/search-listings.ts";
import { addSellerConsumers } from "./sellers/consumers.ts";
import { createSellerStore } from "./sellers/store.ts";

/** Puts the service together. */
export function composeCatalog(platform: Platform, config: Pick<CatalogConfig, "PUBLIC_URL">) {
  const { database, bus, clock } = platform;
  const listings = createListingStore(database);
  const sellers = createSellerStore(database);
  const writer = createListingWriter({ bus, clock, listings, sellers });
  const searchListings = createListingSearch({ listings, sellers, clock });

  addSellerConsumers(bus, sellers, listings, createErasure({ bus, clock, writer }));
  addDataExportConsumers(bus, listings);
  return {
    platform,
    publicUrl: config.PUBLIC_URL,
    listings,
    sellers,
    writer,
    searchListings,
  };
}

export type CatalogDeps = ReturnType<typeof composeCatalog>;
