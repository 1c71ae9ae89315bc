import { z } from "zod";
import { defineEvent } from "../define-event.ts";
import { id } from "../primitives.ts";

/** A service's whole part of an export: lists by name, newest first. */
const exportPart = z.object({
  exportId: id("export"),
  accountId: id("account"),
  part: z.record(z.string(), z.unknown()),
  isComplete: z
    .boolean()
    .describe("false: the part had grown to its greatest size, and the oldest is left out"),
});

const DESCRIPTION = "The data that a service holds of a person who requested a data export (R42).";

export const CatalogExportCollected = defineEvent("catalog.export.collected.v1", DESCRIPTION, exportPart);
export const OrdersExportCollected = defineEvent("orders.export.collected.v1", DESCRIPTION, exportPart);
export const PaymentsExportCollected = defineEvent("payments.export.collected.v1", DESCRIPTION, exportPart);
export const MessagingExportCollected = defineEvent("messaging.export.collected.v1", DESCRIPTION, exportPart);
export const ReviewsExportCollected = defineEvent("reviews.export.collected.v1", DESCRIPTION, exportPart);
export const NotificationsExportCollected = defineEvent(
  "notifications.export.collected.v1",
  DESCRIPTION,
  exportPart,
);
