import type { BuiltService, Platform } from "@vc/service";
import { addDataExportConsumers } from "./account-closing/data-export.ts";
import { createErasure } from "./account-closing/erasure.ts";
import { buildApp } from "./app.ts";
import type { CatalogConfig } from "./config.ts";
import { migrations } from "./listings/migrations.ts";
import { createListingStore } from "./listings/store.ts";
import { createListingSearch } from "./search/search-listings.ts";
import { addSellerConsumers } from "./sellers/consumers.ts";
import { createSellerStore } from "./sellers/store.ts";

/** The whole of the catalog: what it stores, hears and answers. */
export async function composeCatalog(
  platform: Platform,
  config: Pick<CatalogConfig, "PUBLIC_URL">,
): Promise<BuiltService> {
  const { database, bus, clock } = platform;
  const listings = createListingStore(database);
  const sellers = createSellerStore(database);

  addSellerConsumers(
    bus,
    sellers,
    (sellerId, figures, tx) => listings.copySellerFigures(sellerId, figures, tx.session),
    createErasure({ bus, clock, listings }),
  );
  addDataExportConsumers(bus, listings);

  return {
    migrations,
    app: await buildApp({
      ...platform,
      listings,
      sellers,
      searchListings: createListingSearch({ listings, sellers, clock }),
      publicUrl: config.PUBLIC_URL,
    }),
  };
}
