import { type Bus, on } from "@vc/bus";
import { exportPart } from "@vc/chassis";
import { CatalogExportCollected, ExportRequested } from "@vc/contracts";
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
