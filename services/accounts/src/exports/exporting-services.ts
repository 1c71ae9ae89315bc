/** The services that hold something of people, and give a part to every export. */
export const EXPORTING_SERVICES = [
  "accounts",
  "catalog",
  "orders",
  "payments",
  "messaging",
  "reviews",
  "notifications",
] as const;
export type ExportingService = (typeof EXPORTING_SERVICES)[number];
