import { type Bus, type BusEvent, on, type Transaction } from "@vc/bus";
import {
  CatalogExportCollected,
  MessagingExportCollected,
  NotificationsExportCollected,
  OrdersExportCollected,
  PaymentsExportCollected,
  ReviewsExportCollected,
} from "@vc/contracts";
import type { DataExports, ExportPart } from "./collect-export.ts";
import type { ExportingService } from "./exporting-services.ts";

/** R42: collects what every service holds of a person who requested a data export. */
export function addExportPartConsumers(bus: Bus, { take }: Pick<DataExports, "take">): void {
  const takeFrom =
    (service: ExportingService) =>
    ({ data }: BusEvent<ExportPart>, tx: Transaction) =>
      take(tx, service, data);

  bus.consume({
    purpose: "exports",
    subscriptions: [
      on(CatalogExportCollected, takeFrom("catalog")),
      on(OrdersExportCollected, takeFrom("orders")),
      on(PaymentsExportCollected, takeFrom("payments")),
      on(MessagingExportCollected, takeFrom("messaging")),
      on(ReviewsExportCollected, takeFrom("reviews")),
      on(NotificationsExportCollected, takeFrom("notifications")),
    ],
  });
}
