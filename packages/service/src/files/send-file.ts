import { Readable } from "node:stream";
import type { FileInfo } from "@vc/contracts";
import { byteRangeOf, HttpProblem } from "@vc/http";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { Binary, Db } from "mongodb";

/** The driver's own default, which files have that were stored before it was named here. */
export const CHUNK_BYTES = 255 * 1024;

/** Chunks of GridFS that a download holds at once. */
const CHUNKS_AT_A_TIME = 4;

/** A file that is stored whole. `scope` says what it belongs to, e.g. an order's id. */
export interface StoredFile extends FileInfo {
  readonly scope: string;
  readonly ownerId: string;
}

/**
 * Sends a file of GridFS, or the part of it that is asked for.
 *
 * @throws HttpProblem 416 `range_not_satisfiable` for a part that lies outside
 */
export function sendFile(
  db: Db,
  { request, reply, file }: { request: FastifyRequest; reply: FastifyReply; file: StoredFile },
): FastifyReply {
  const { id, size } = file;
  void reply.headers(downloadHeaders(file));
  // Only of a GET is a range defined (RFC 9110, 14.2).
  const asked = request.method === "GET" ? request.headers : {};
  const range = byteRangeOf(asked, { size, etag: etagOf(file) });
  if (range === "unsatisfiable") throw outsideOf(size, reply);
  if (range === "whole") return reply.send(Readable.from(bytesOf(db, id, 0, size - 1)));
  const { first, last } = range;
  return reply
    .code(206)
    .headers({ "content-range": `bytes ${first}-${last}/${size}`, "content-length": last - first + 1 })
    .send(Readable.from(bytesOf(db, id, first, last)));
}

/** The driver's own download stream reads 16 MB ahead, for each of those who download. */
async function* bytesOf(db: Db, fileId: string, first: number, last: number): AsyncGenerator<Uint8Array> {
  const chunks = db.collection<{ files_id: string; n: number; data: Binary }>("files.chunks");
  const within = { $gte: Math.floor(first / CHUNK_BYTES), $lte: Math.floor(last / CHUNK_BYTES) };
  const found = chunks.find({ files_id: fileId, n: within });
  for await (const { n, data } of found.sort({ n: 1 }).batchSize(CHUNKS_AT_A_TIME)) {
    const start = n * CHUNK_BYTES;
    yield data.value().subarray(Math.max(0, first - start), last + 1 - start);
  }
}

/** Never inline, and never as a type that a browser would guess. */
function downloadHeaders(file: StoredFile): Record<string, string | number> {
  const { name, size, mediaType } = file;
  const asciiName = name.replace(/[^\x20-\x7e]|["\\]/g, "_");
  return {
    "content-type": mediaType,
    "content-length": size,
    "accept-ranges": "bytes",
    etag: etagOf(file),
    // Also where a link's ticket takes the place of a token: it is personal, and its own reader may keep it.
    "cache-control": "private, no-cache",
    "content-disposition": `attachment; filename="${asciiName}"; filename*=UTF-8''${attributeCharacters(name)}`,
    "x-content-type-options": "nosniff",
  };
}

function etagOf({ sha256 }: StoredFile): string {
  return `"${sha256}"`;
}

function outsideOf(size: number, reply: FastifyReply): HttpProblem {
  for (const name of ["content-disposition", "content-length", "content-type", "etag"]) {
    void reply.removeHeader(name);
  }
  void reply.header("content-range", `bytes */${size}`);
  return new HttpProblem(416, "range_not_satisfiable", `The file has ${size} bytes.`);
}

/** Percent-encodes what is no `attr-char` (RFC 8187, 3.2.1), which is more than encodeURIComponent does. */
function attributeCharacters(name: string): string {
  return encodeURIComponent(name).replace(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
