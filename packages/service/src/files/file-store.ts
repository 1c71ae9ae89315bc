import { pipeline } from "node:stream/promises";
import multipart from "@fastify/multipart";
import { type FileInfo, MAX_FILE_BYTES } from "@vc/contracts";
import { type Clock, HttpProblem, invalidRequest } from "@vc/http";
import { hasContacts } from "@vc/masking";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { type Db, GridFSBucket, type ObjectId } from "mongodb";
import type { z } from "zod";
import type { Database } from "../database/database.ts";
import { type DocumentOf, defineModel } from "../database/define-model.ts";
import {
  absentMeans,
  code,
  id,
  moment,
  nullable,
  object,
  optional,
  text,
  whole,
} from "../database/fields.ts";
import { trusted } from "../database/queries.ts";
import { newId } from "../ids.ts";
import { cleanName, createMeter } from "./file-meter.ts";
import { formError } from "./form-error.ts";
import { CHUNK_BYTES, type StoredFile, sendFile } from "./send-file.ts";
import { createUploadAllowance, type filesConfig } from "./upload-allowance.ts";

/** How many files one order or conversation holds: enough for work, and an end to filling the disk. */
export const MAX_FILES_PER_SCOPE = 200;

const HOUR_MS = 60 * 60_000;
/** How long a file stays to which nothing refers. */
const UNATTACHED_LIFE_MS = 72 * HOUR_MS;
/** From the last moment that a file can be attached to the first at which it is removed. */
const ATTACHING_TAKES_MS = HOUR_MS;
/** No upload takes as long: what is older was cut off with its process. */
const LONGEST_UPLOAD_MS = HOUR_MS;
/** As many files as one look of the cleaner takes on at a time. */
const CLEANING_BATCH = 100;

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
    /** When it was uploaded, until something is found to refer to it. */
    unattachedSince: absentMeans(null, nullable(moment())),
  },
  indexes: [
    { key: { unattachedSince: 1 }, for: "files to which nothing may refer, the oldest first: cleaning" },
    { key: { "metadata.scope": 1 }, for: "how many files an order or a conversation has" },
    { key: { "metadata.ownerId": 1 }, for: "what an account sent, for exports and erasure" },
  ],
  shardKey: "_id",
  erasure: "Deleted with its bytes, or renamed where the other party keeps it.",
});

type FileDocument = DocumentOf<typeof fileModel>;

export const openUploadModel = defineModel({
  collection: "files.uploads",
  holds: "An upload under way: the bytes that come have no owner yet.",
  fields: { _id: id("file"), startedAt: moment() },
  indexes: [{ key: { startedAt: 1 }, for: "uploads whose process died: cleaning" }],
  shardKey: "_id",
  erasure: "Deleted with the end of the upload, or an hour after its process died.",
});

/** Files of one service, streamed to and from GridFS, never held in memory whole. */
export interface FileStore {
  /**
   * Stores the multipart field `file` of a request.
   *
   * @param about.maxFiles how many files the scope may hold
   * @throws HttpProblem 400 in a broken form, without a file or with an empty one, 409 `too_many_files` and
   *   `upload_limit_reached`, 413 above MAX_FILE_BYTES, 415 for another content type
   */
  receive(
    request: FastifyRequest,
    about: { scope: string; ownerId: string; maxFiles?: number },
  ): Promise<StoredFile>;
  /** Those of the ids that are stored under the scope, in the order given. */
  find(scope: string, ids: readonly string[]): Promise<StoredFile[]>;
  /** As `find`, without the files that are about to be removed since nothing refers to them: for what is to refer to them. */
  findAttachable(scope: string, ids: readonly string[]): Promise<StoredFile[]>;
  /** Every file that an account sent, in any scope, newest first. */
  sentBy(ownerId: string): AsyncIterable<StoredFile>;
  /** Removes files for good; what is gone already is no error. Part of no transaction. */
  remove(ids: readonly string[]): Promise<void>;
  /** Gives a file another name: one that says nothing of who sent it. */
  rename(id: string, name: string): Promise<void>;
  /**
   * Removes what uploads left whose process died, and every file to which nothing refers 72 hours after its upload. A file that
   * something refers to by then stays for good.
   *
   * @param attached those of the ids to which the order or conversation refers
   * @returns how many files it removed
   */
  clean(attached: (scope: string, ids: readonly string[]) => Promise<ReadonlySet<string>>): Promise<number>;
  /**
   * Sends a file, or the part that is asked for, as a download: never inline, and never as a type that a browser would guess.
   *
   * @throws HttpProblem 416 `range_not_satisfiable` for a part that lies outside
   */
  send(request: FastifyRequest, reply: FastifyReply, file: StoredFile): FastifyReply;
}

/** Registers what `FileStore.receive` needs on an app. */
export async function acceptFiles(app: FastifyInstance): Promise<void> {
  await app.register(multipart, {
    limits: { fileSize: MAX_FILE_BYTES, files: 1, fields: 5, fieldSize: 1_000 },
  });
}

export function createFileStore(
  { database, db, clock }: { readonly database: Database; readonly db: Db; readonly clock: Clock },
  config: z.output<z.ZodObject<typeof filesConfig>>,
): FileStore {
  const bucket = new GridFSBucket(db, { bucketName: "files", chunkSizeBytes: CHUNK_BYTES });
  const documents = database.model(fileModel);
  const openUploads = database.model(openUploadModel);
  const allowance = createUploadAllowance({
    database,
    clock,
    megabytesPerDay: config.UPLOAD_MEGABYTES_PER_DAY,
  });
  const longAgo = (ms: number) => new Date(clock.now().getTime() - ms);
  // GridFS takes any value as the id; only the driver's type speaks of ObjectId alone.
  const asGridFsId = (id: string) => id as unknown as ObjectId;

  async function refuseTooMany(scope: string, limit: number): Promise<void> {
    const stored = limit === 0 ? 0 : await documents.countDocuments({ "metadata.scope": scope }, { limit });
    if (stored < limit) return;
    const detail = limit === 0 ? "No file" : `No more than ${limit} files`;
    throw new HttpProblem(409, "too_many_files", `${detail} can be kept here.`);
  }

  /** Also the bytes of an upload whose file was never stored: they have only the id in common with it. */
  async function removeFile(fileId: string): Promise<void> {
    await documents.deleteOne({ _id: fileId });
    await db.collection<{ files_id: string }>("files.chunks").deleteMany({ files_id: fileId });
  }

  async function removeCutOffUploads(): Promise<void> {
    const before = trusted({ $lt: longAgo(LONGEST_UPLOAD_MS) });
    for (const { _id } of await openUploads.find({ startedAt: before }, { limit: CLEANING_BATCH })) {
      const stored = await documents.findOne({ _id });
      if (stored?.metadata === undefined) await removeFile(_id);
      await openUploads.deleteOne({ _id });
    }
  }

  /** Keeps or removes the next files whose time to be attached is over. */
  async function cleanBatch(
    attached: Parameters<FileStore["clean"]>[0],
  ): Promise<{ readonly seen: number; readonly removed: number }> {
    const due = { unattachedSince: trusted({ $lt: longAgo(UNATTACHED_LIFE_MS) }) };
    const found = await documents.find(due, { sort: { unattachedSince: 1 }, limit: CLEANING_BATCH });
    let removed = 0;
    for (const [scope, files] of Map.groupBy(found, ({ metadata }) => metadata?.scope)) {
      const ids = files.map(({ _id }) => _id);
      const kept = scope === undefined ? new Set<string>() : await attached(scope, ids);
      for (const _id of ids) {
        if (kept.has(_id)) await documents.updateOne({ _id }, { $set: { unattachedSince: null } });
        else {
          await removeFile(_id);
          removed++;
        }
      }
    }
    return { seen: found.length, removed };
  }

  async function find(
    scope: string,
    ids: readonly string[],
    isMeant: (document: FileDocument) => boolean,
  ): Promise<StoredFile[]> {
    const found = await documents.find({ _id: trusted({ $in: ids }), "metadata.scope": scope });
    const byId = new Map(found.filter(isMeant).map((document) => [document._id, document]));
    return ids.flatMap((id) => {
      const document = byId.get(id);
      return document ? toStored(document) : [];
    });
  }

  return {
    async receive(request, { scope, ownerId, maxFiles = MAX_FILES_PER_SCOPE }) {
      if (!request.isMultipart()) {
        throw new HttpProblem(415, "unsupported_media_type", "Send the file as multipart/form-data.");
      }
      await refuseTooMany(scope, maxFiles);
      const parts = request.files();
      const next = () => parts.next().catch((error: unknown) => Promise.reject(formError(error)));
      const { value: part } = await next();
      if (part?.fieldname !== "file") throw invalidRequest("file", "the multipart field `file` is missing");

      const id = newId("file");
      const name = cleanName(part.filename);
      if (hasContacts(name)) throw invalidRequest("file", "its name must not hold contact details (R3)");
      const settle = await allowance.take(ownerId, claimedBytes(request));
      await openUploads.insertOne({ _id: id, startedAt: clock.now() });
      const meter = createMeter();
      const upload = bucket.openUploadStreamWithId(asGridFsId(id), name);
      try {
        await pipeline(part.file, meter.stream, upload);
        if (part.file.truncated) throw new HttpProblem(413, "payload_too_large", "A file may hold 50 MB.");
        if (meter.size() === 0) throw invalidRequest("file", "is empty");
        // The end of the form: a second file in it is refused.
        await next();
      } catch (error) {
        // The stored part must not stay; a part that is already gone is fine.
        await upload.abort().catch(() => undefined);
        await removeFile(id);
        await openUploads.deleteOne({ _id: id });
        await settle(0);
        throw error === part.file.errored ? formError(error) : error;
      }
      const metadata = { scope, ownerId, ...(await meter.facts()) };
      await documents.updateOne({ _id: id }, { $set: { metadata, unattachedSince: clock.now() } });
      await openUploads.deleteOne({ _id: id });
      await settle(meter.size());
      return { id, name, size: meter.size(), ...metadata };
    },

    find: (scope, ids) => find(scope, ids, () => true),

    findAttachable(scope, ids) {
      const since = longAgo(UNATTACHED_LIFE_MS - ATTACHING_TAKES_MS);
      return find(scope, ids, ({ unattachedSince }) => (unattachedSince ?? since) >= since);
    },

    async *sentBy(ownerId) {
      const sent = documents.stream({ "metadata.ownerId": ownerId }, { sort: { uploadDate: -1 } });
      for await (const document of sent) yield* toStored(document);
    },

    async remove(ids) {
      for (const id of ids) await removeFile(id);
    },

    async clean(attached) {
      await removeCutOffUploads();
      for (let removed = 0; ; ) {
        const batch = await cleanBatch(attached);
        removed += batch.removed;
        if (batch.seen < CLEANING_BATCH) return removed;
      }
    },

    async rename(id, name) {
      await documents.updateOne({ _id: id }, { $set: { filename: name } });
    },

    send: (request, reply, file) => sendFile(db, { request, reply, file }),
  };
}

/** The most that the upload can bring: the form around the file makes it some bytes less. */
function claimedBytes({ headers }: FastifyRequest): number {
  const claimed = Number(headers["content-length"]);
  return Number.isSafeInteger(claimed) ? Math.min(claimed, MAX_FILE_BYTES) : MAX_FILE_BYTES;
}

/** None for one whose upload was cut off. */
function toStored({ _id, filename, length, metadata }: FileDocument): StoredFile[] {
  return metadata ? [{ id: _id, name: filename, size: length, ...metadata }] : [];
}

/** What the API shows of a stored file. */
export function toFileInfo(file: StoredFile): FileInfo {
  return { id: file.id, name: file.name, size: file.size, mediaType: file.mediaType, sha256: file.sha256 };
}
