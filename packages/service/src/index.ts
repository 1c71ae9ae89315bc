export { watchAccounts } from "./account-changes/watch-accounts.ts";
export { addExportConsumers } from "./account-closing/data-export.ts";
export {
  type AccountErasure,
  changeBatch,
  createAccountErasure,
  deleteBatch,
  type Erased,
  type ErasureBatch,
  type ErasureStep,
  eraseBatch,
} from "./account-closing/erasure.ts";
export { createObligationReport } from "./account-closing/obligations.ts";
export {
  type AccountEvents,
  type AccountFacts,
  type AccountProjection,
  addAccountConsumers,
  createAccountProjection,
  type NameOf,
} from "./account-projection.ts";
export { buildServiceApp } from "./build-service-app.ts";
export { policyTimeScale, storedConfig } from "./config.ts";
export { openConnection } from "./database/connect.ts";
export type { Database, FindOptions, Model, Sort, Written } from "./database/database.ts";
export { type CollectionModel, type DocumentOf, defineModel } from "./database/define-model.ts";
export { describeModel, type FieldDescription } from "./database/describe-model.ts";
export {
  absentMeans,
  code,
  decimal,
  flag,
  type Holding,
  id,
  json,
  list,
  moment,
  nullable,
  object,
  oneOf,
  optional,
  record,
  text,
  type ValueOf,
  variants,
  whole,
} from "./database/fields.ts";
export type { Migration } from "./database/migrations.ts";
export { openDatabase } from "./database/open-database.ts";
export { type Change, type Filter, type Trusted, trusted } from "./database/queries.ts";
export { eventually } from "./eventually.ts";
export { createDownloadLinks, type DownloadLinks, readerOf } from "./files/download-links.ts";
export { createFileCleaner } from "./files/file-cleaner.ts";
export {
  acceptFiles,
  createFileStore,
  type FileStore,
  MAX_FILES_PER_SCOPE,
  toFileInfo,
} from "./files/file-store.ts";
export type { StoredFile } from "./files/send-file.ts";
export { filesConfig } from "./files/upload-allowance.ts";
export { createIdempotency, type Idempotency, type RememberAnswer } from "./idempotency.ts";
export { newId } from "./ids.ts";
export {
  type Behind,
  decodeCursor,
  encodeCursor,
  readFromPlace,
  toPage,
} from "./paging.ts";
export { type BuiltService, type Platform, runService, type ServiceDefinition } from "./run-service.ts";
export { createWorkQueue, type Taken, type WorkQueue } from "./work-queue/work-queue.ts";
export { createQueueWorker, createWorker, type Worker, workOf } from "./work-queue/worker.ts";
