import { code, type DocumentOf, defineModel, flag, id, list, moment, oneOf, text } from "@vc/service";
import { EXPORTING_SERVICES } from "./exporting-services.ts";

const expires = { key: { expiresAt: 1 }, expireAfterSeconds: 0, for: "expired exports go" } as const;

export const exportModel = defineModel({
  collection: "exports",
  holds: "A data export of a person (R42).",
  fields: {
    _id: id("export"),
    accountId: id("account"),
    requestedAt: moment(),
    expiresAt: moment(),
    /** Services that have given their part. */
    collected: list(oneOf(EXPORTING_SERVICES)),
    isReady: flag(),
  },
  indexes: [
    { key: { accountId: 1 }, for: "an account's exports: erasure" },
    { key: { isReady: 1, requestedAt: 1 }, for: "exports that wait for parts, for the metrics" },
    expires,
  ],
  shardKey: "_id",
  erasure: "Deleted: the account's own, and those of others that name it.",
});

export type ExportDocument = DocumentOf<typeof exportModel>;

export const exportPartModel = defineModel({
  collection: "export_parts",
  holds: "A service's part of a data export.",
  fields: {
    /** `<export id>:<service>` */
    _id: code(),
    exportId: id("export"),
    accountId: id("account"),
    service: oneOf(EXPORTING_SERVICES),
    /** Stored as text: people's words may hold keys that a database gives a meaning. */
    json: text({ max: 8_000_000, personal: "deleted with the document" }),
    /** Accounts that it names: it may hold their names and words, as a purchase holds the seller's. */
    mentions: list(id("account")),
    expiresAt: moment(),
  },
  indexes: [
    { key: { exportId: 1 }, for: "an export's parts" },
    { key: { accountId: 1 }, for: "an account's parts: erasure" },
    { key: { mentions: 1 }, for: "parts that name an account: erasure" },
    expires,
  ],
  shardKey: "exportId",
  erasure: "Deleted: the account's own, and those of others that name it.",
});
