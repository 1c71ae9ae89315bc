export * from "./accounts.ts";
export * from "./catalog.ts";
export * from "./messaging.ts";
export * from "./notifications.ts";
export * from "./orders.ts";
export * from "./payments.ts";
export * from "./reviews.ts";
