import { type Bus, on } from "@vc/bus";
import { CatalogExportCollected, ExportRequested } from "@vc/contracts";
import { exportPart } from "@vc/service";
import type { ListingStore } from "../listings/store.ts";

/** R42: everything that a seller ever offered. */
export function exportListings(bus: Bus, listings: ListingStore): void {
  bus.consume({
    purpose: "exports",
    subscriptions: [
      on(
        ExportRequested,
        exportPart(CatalogExportCollected, { listings: (accountId) => listings.allOf(accountId) }),
      ),
    ],
  });
}
