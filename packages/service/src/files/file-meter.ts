import { createHash } from "node:crypto";
import { Transform } from "node:stream";
import { fileTypeFromBuffer } from "file-type";

/** As much of a file as its type can be told from. */
const HEAD_BYTES = 4_100;

/** What is known of a file once all of it has gone through. */
export interface FileMeter {
  /** Passes on every byte as it is. */
  readonly stream: Transform;
  /** Bytes that have gone through. */
  size(): number;
  facts(): Promise<{ readonly mediaType: string; readonly sha256: string }>;
}

/** Measures a file while it is stored, so that it is never held in memory whole. */
export function createMeter(): FileMeter {
  const hash = createHash("sha256");
  const head: Buffer[] = [];
  let size = 0;
  return {
    stream: new Transform({
      transform(chunk: Buffer, _encoding, done) {
        if (size < HEAD_BYTES) head.push(chunk.subarray(0, HEAD_BYTES - size));
        size += chunk.length;
        hash.update(chunk);
        done(null, chunk);
      },
    }),
    size: () => size,
    facts: async () => ({
      mediaType: await mediaTypeOf(Buffer.concat(head)),
      sha256: hash.digest("hex"),
    }),
  };
}

/** The name that a client gives a file, without folders and without characters that hide what it is. */
export function cleanName(claimed: string | undefined): string {
  const name = (claimed ?? "").split(/[\\/]/).at(-1) ?? "";
  return (
    name
      .replace(/[\p{Cc}\p{Cf}"]/gu, "")
      .trim()
      // The end has the extension. Cut between characters, so that no half of one is left.
      .split(/(?:)/u)
      .slice(-200)
      .join("") || "file"
  );
}

async function mediaTypeOf(head: Buffer): Promise<string> {
  const sniffed = await fileTypeFromBuffer(head);
  if (sniffed) return sniffed.mime;
  // A character may be cut at the head's end, so the last three bytes do not count.
  const whole = head.length === HEAD_BYTES ? head.subarray(0, HEAD_BYTES - 3) : head;
  const isText = !whole.includes(0) && !whole.toString("utf8").replace(/�$/, "").includes("�");
  return isText ? "text/plain" : "application/octet-stream";
}
