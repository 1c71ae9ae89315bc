import type { Logger } from "@vc/http";
import { createWorker, type Worker } from "../work-queue/worker.ts";
import type { FileStore } from "./file-store.ts";

const HOUR_MS = 60 * 60_000;

/** Removes, every hour, the files of a service to which nothing refers: `FileStore.clean`. */
export function createFileCleaner({
  log,
  files,
  attached,
}: {
  readonly log: Logger;
  readonly files: FileStore;
  readonly attached: Parameters<FileStore["clean"]>[0];
}): Worker {
  return createWorker({
    name: "file cleaner",
    log,
    pollMs: HOUR_MS,
    concurrency: 1,
    takeOne: async () => {
      const removed = await files.clean(attached);
      if (removed > 0) log.info({ removed }, "removed files to which nothing referred");
      return false;
    },
  });
}
