import type { Bus } from "@vc/bus";
import { CatalogExportCollected } from "@vc/contracts";
import { addExportConsumers } from "@vc/service";
import type { ListingStore } from "../listings/store.ts";

/** R42: everything that a seller ever offered. */
export function addDataExportConsumers(bus: Bus, listings: ListingStore): void {
  addExportConsumers(bus, CatalogExportCollected, { listings: (accountId) => listings.allOf(accountId) });
}
