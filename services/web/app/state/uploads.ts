import type { Client } from "@vc/client";
import { useRef, useState } from "react";
import { pageContext } from "./page-context.ts";

type FileInfo = NonNullable<Awaited<ReturnType<Client["upload"]>>["data"]>;

/** A file that a person chose, on its way to the API. */
export interface Upload {
  readonly key: number;
  readonly file: File;
  readonly state:
    | { readonly kind: "sending"; readonly sentBytes: number; readonly leftMs: number | null }
    | { readonly kind: "sent"; readonly info: FileInfo }
    | { readonly kind: "failed"; readonly why: "broken" | "refused" | "too-large" };
}

export interface Uploads {
  /** The largest file that the API takes; undefined until it is known. */
  readonly maxFileBytes: number | undefined;
  readonly all: readonly Upload[];
  readonly add: (files: Iterable<File>) => void;
  readonly retry: (key: number) => void;
  /** Stops a file that is on its way, or forgets one that has arrived. */
  readonly remove: (key: number) => void;
}

/** How much has to be sent before the rest of the time is worth saying. */
const MEASURED_MS = 800;

/**
 * Files that go to one of the API's upload routes as soon as they are chosen, each with its progress; a failed one can be
 * sent again.
 *
 * @param path such as `/v1/orders/order_…/files`
 * @param maxFileBytes above it a file is not sent at all
 */
export function useUploads(path: string, maxFileBytes: number | undefined): Uploads {
  const [all, setAll] = useState<readonly Upload[]>([]);
  const running = useRef(new Map<number, AbortController>());
  const lastKey = useRef(0);

  function change(key: number, state: Upload["state"]): void {
    setAll((uploads) => uploads.map((upload) => (upload.key === key ? { ...upload, state } : upload)));
  }

  async function send(key: number, file: File): Promise<void> {
    if (maxFileBytes !== undefined && file.size > maxFileBytes)
      return change(key, { kind: "failed", why: "too-large" });
    const stop = new AbortController();
    running.current.set(key, stop);
    const startedAt = performance.now();
    try {
      const answer = await pageContext().api.upload(path, file, {
        signal: stop.signal,
        onProgress: ({ sentBytes, totalBytes }) => {
          const elapsedMs = performance.now() - startedAt;
          const isMeasured = elapsedMs > MEASURED_MS && sentBytes > 0;
          const leftMs = isMeasured ? (elapsedMs * (totalBytes - sentBytes)) / sentBytes : null;
          change(key, { kind: "sending", sentBytes: Math.min(sentBytes, file.size), leftMs });
        },
      });
      change(
        key,
        answer.error === undefined ? { kind: "sent", info: answer.data } : { kind: "failed", why: "refused" },
      );
    } catch {
      if (!stop.signal.aborted) change(key, { kind: "failed", why: "broken" });
    } finally {
      running.current.delete(key);
    }
  }

  return {
    maxFileBytes,
    all,
    add: (files) => {
      const added = [...files].map((file) => {
        lastKey.current += 1;
        return {
          key: lastKey.current,
          file,
          state: { kind: "sending", sentBytes: 0, leftMs: null } as const,
        };
      });
      setAll((uploads) => [...uploads, ...added]);
      for (const { key, file } of added) void send(key, file);
    },
    retry: (key) => {
      const upload = all.find((each) => each.key === key);
      if (upload === undefined) return;
      change(key, { kind: "sending", sentBytes: 0, leftMs: null });
      void send(key, upload.file);
    },
    remove: (key) => {
      running.current.get(key)?.abort();
      setAll((uploads) => uploads.filter((upload) => upload.key !== key));
    },
  };
}
