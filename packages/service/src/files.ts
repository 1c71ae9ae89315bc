import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import multipart from "@fastify/multipart";
import { type FileInfo, MAX_FILE_BYTES } from "@vc/contracts";
import { HttpProblem, invalidRequest } from "@vc/http";
import { hasContacts } from "@vc/masking";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { type Binary, type Db, GridFSBucket, type ObjectId } from "mongodb";
import type { Database } from "./database/database.ts";
import { type DocumentOf, defineModel } from "./database/define-model.ts";
import { code, id, moment, object, optional, text, whole } from "./database/fields.ts";
import { trusted } from "./database/queries.ts";
import { cleanName, createMeter } from "./file-meter.ts";
import { formError } from "./form-error.ts";
import { newId } from "./ids.ts";

/** How many files one order or conversation holds: enough for work, and an end to filling the disk. */
const MAX_FILES_PER_SCOPE = 200;

/** Chunks of GridFS, 255 kB each, that a download holds at once. */
const CHUNKS_AT_A_TIME = 4;

export const fileModel = defineModel({
  collection: "files.files",
  holds: "A file of GridFS; its bytes are in `files.chunks`, which the driver writes.",
  fields: {
    _id: id("file"),
    filename: text({ max: 300, personal: "deleted with the document" }),
    length: whole({ min: 0 }),
    chunkSize: whole({ min: 1 }),
    uploadDate: moment(),
    /** Missing until the file is stored whole. */
    metadata: optional(
      object({
        scope: id("order or conversation"),
        ownerId: id("account"),
        mediaType: code(),
        sha256: code(),
      }),
    ),
  },
  indexes: [
    { key: { "metadata.scope": 1 }, for: "how many files an order or a conversation has" },
    { key: { "metadata.ownerId": 1 }, for: "what an account sent, for exports and erasure" },
  ],
  shardKey: "_id",
  erasure: "Deleted with its bytes, or renamed where the other party keeps it.",
});

type FileDocument = DocumentOf<typeof fileModel>;

/** A file that is stored whole. `scope` says what it belongs to, e.g. an order's id. */
export interface StoredFile extends FileInfo {
  readonly scope: string;
  readonly ownerId: string;
}

/** Files of one service, streamed to and from GridFS, never held in memory whole. */
export interface FileStore {
  /**
   * Stores the multipart field `file` of a request.
   *
   * @throws HttpProblem 400 in a broken form, without a file or with an empty one, 409 `too_many_files`, 413 above MAX_FILE_BYTES,
   *   415 for another content type
   */
  receive(request: FastifyRequest, about: { scope: string; ownerId: string }): Promise<StoredFile>;
  /** Those of the ids that are stored under the scope, in the order given. */
  find(scope: string, ids: readonly string[]): Promise<StoredFile[]>;
  /** Every file that an account sent, in any scope, newest first. */
  sentBy(ownerId: string): AsyncIterable<StoredFile>;
  /** Removes files for good; what is gone already is no error. Part of no transaction. */
  remove(ids: readonly string[]): Promise<void>;
  /** Gives a file another name: one that says nothing of who sent it. */
  rename(id: string, name: string): Promise<void>;
  /** Sends a file as a download: never inline, and never as a type that a browser would guess. */
  send(reply: FastifyReply, file: StoredFile): FastifyReply;
}

/** Registers what `FileStore.receive` needs on an app. */
export async function acceptFiles(app: FastifyInstance): Promise<void> {
  await app.register(multipart, {
    limits: { fileSize: MAX_FILE_BYTES, files: 1, fields: 5, fieldSize: 1_000 },
  });
}

export function createFileStore({ database, db }: { database: Database; db: Db }): FileStore {
  const bucket = new GridFSBucket(db, { bucketName: "files" });
  const documents = database.model(fileModel);
  // GridFS takes any value as the id; only the driver's type speaks of ObjectId alone.
  const asGridFsId = (id: string) => id as unknown as ObjectId;

  /** The driver's own download stream reads 16 MB ahead, for each of those who download. */
  async function* bytesOf(fileId: string): AsyncGenerator<Uint8Array> {
    const chunks = db.collection<{ files_id: string; n: number; data: Binary }>("files.chunks");
    const inOrder = chunks.find({ files_id: fileId }).sort({ n: 1 }).batchSize(CHUNKS_AT_A_TIME);
    for await (const { data } of inOrder) yield data.value();
  }

  async function refuseTooMany(scope: string): Promise<void> {
    const limit = MAX_FILES_PER_SCOPE;
    const stored = await documents.countDocuments({ "metadata.scope": scope }, { limit });
    if (stored < limit) return;
    throw new HttpProblem(409, "too_many_files", `No more than ${limit} files can be kept here.`);
  }

  return {
    async receive(request, { scope, ownerId }) {
      if (!request.isMultipart()) {
        throw new HttpProblem(415, "unsupported_media_type", "Send the file as multipart/form-data.");
      }
      await refuseTooMany(scope);
      const part = await request.file().catch((error: unknown) => Promise.reject(formError(error)));
      if (part?.fieldname !== "file") throw invalidRequest("file", "the multipart field `file` is missing");

      const id = newId("file");
      const name = cleanName(part.filename);
      if (hasContacts(name)) throw invalidRequest("file", "its name must not hold contact details (R3)");
      const meter = createMeter();
      const upload = bucket.openUploadStreamWithId(asGridFsId(id), name);
      try {
        await pipeline(part.file, meter.stream, upload);
        if (part.file.truncated) throw new HttpProblem(413, "payload_too_large", "A file may hold 50 MB.");
        if (meter.size() === 0) throw invalidRequest("file", "is empty");
      } catch (error) {
        // The stored part must not stay; a part that is already gone is fine.
        await upload.abort().catch(() => undefined);
        await bucket.delete(asGridFsId(id)).catch(() => undefined);
        throw error === part.file.errored ? formError(error) : error;
      }
      const metadata = { scope, ownerId, ...(await meter.facts()) };
      await documents.updateOne({ _id: id }, { $set: { metadata } });
      return { id, name, size: meter.size(), ...metadata };
    },

    async find(scope, ids) {
      const found = await documents.find({ _id: trusted({ $in: ids }), "metadata.scope": scope });
      const byId = new Map(found.map((document) => [document._id, document]));
      return ids.flatMap((id) => {
        const document = byId.get(id);
        return document ? toStored(document) : [];
      });
    },

    async *sentBy(ownerId) {
      const sent = documents.stream({ "metadata.ownerId": ownerId }, { sort: { uploadDate: -1 } });
      for await (const document of sent) yield* toStored(document);
    },

    async remove(ids) {
      const there = await documents.find({ _id: trusted({ $in: ids }) }, { fields: ["_id"] });
      for (const { _id } of there) await bucket.delete(asGridFsId(_id));
    },

    async rename(id, name) {
      await documents.updateOne({ _id: id }, { $set: { filename: name } });
    },

    send: (reply, file) => reply.headers(downloadHeaders(file)).send(Readable.from(bytesOf(file.id))),
  };
}

/** Never inline, and never as a type that a browser would guess. */
function downloadHeaders({ name, size, mediaType }: StoredFile): Record<string, string | number> {
  const asciiName = name.replace(/[^\x20-\x7e]|["\\]/g, "_");
  return {
    "content-type": mediaType,
    "content-length": size,
    "content-disposition": `attachment; filename="${asciiName}"; filename*=UTF-8''${attributeCharacters(name)}`,
    "x-content-type-options": "nosniff",
  };
}

/** Percent-encodes what is no `attr-char` (RFC 8187, 3.2.1), which is more than encodeURIComponent does. */
function attributeCharacters(name: string): string {
  return encodeURIComponent(name).replace(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** None for one whose upload was cut off. */
function toStored({ _id, filename, length, metadata }: FileDocument): StoredFile[] {
  return metadata ? [{ id: _id, name: filename, size: length, ...metadata }] : [];
}

/** What the API shows of a stored file. */
export function toFileInfo(file: StoredFile): FileInfo {
  return { id: file.id, name: file.name, size: file.size, mediaType: file.mediaType, sha256: file.sha256 };
}
