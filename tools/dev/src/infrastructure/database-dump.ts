import { createWriteStream } from "node:fs";
import { type FileHandle, mkdir, open, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { BSON, type Db, type Document } from "mongodb";

/** How many documents of each collection were written or read. */
export type DumpedCounts = Readonly<Record<string, number>>;

/** Numbers, binaries and expressions come and go as the types that they have in the database. */
const exactly = { promoteValues: false, promoteLongs: false, promoteBuffers: false, bsonRegExp: true };
/** Of what is inserted together; a message to the database may have 48 MB. */
const batchOptions = { documents: 1_000, bytes: 8 * 2 ** 20 };

/**
 * Writes a database into a folder as `mongodump` does: of each collection its documents, one BSON after the other, and
 * its options and indexes as Extended JSON. `mongorestore --nsInclude '<db>.*' <folder>/..` reads it too.
 *
 * What is written meanwhile may be in it or not: stop the services first.
 */
export async function saveDatabase(db: Db, folder: string): Promise<DumpedCounts> {
  await mkdir(folder, { recursive: true });
  const counts: Record<string, number> = {};
  const collections = await db.listCollections({}, { nameOnly: false }).toArray();
  for (const { name, options = {} } of collections.filter((each) => !each.name.startsWith("system."))) {
    let count = 0;
    async function* documents(): AsyncGenerator<Uint8Array> {
      for await (const document of db.collection(name).find({}, exactly)) {
        count += 1;
        yield BSON.serialize(document);
      }
    }
    await pipeline(
      Readable.from(documents(), { objectMode: true }),
      createWriteStream(join(folder, `${encodeURIComponent(name)}.bson`)),
    );
    const indexes = await db.collection(name).listIndexes().toArray();
    const metadata = { indexes, options, collectionName: name, type: "collection" };
    await writeFile(
      join(folder, `${encodeURIComponent(name)}.metadata.json`),
      BSON.EJSON.stringify(metadata, { relaxed: false }),
    );
    counts[name] = count;
  }
  return counts;
}

/** Puts a database back as the folder has it; whatever is in the database now is deleted. */
export async function restoreDatabase(db: Db, folder: string): Promise<DumpedCounts> {
  const files = (await readdir(folder)).filter((file) => file.endsWith(".metadata.json"));
  if (files.length === 0) throw new Error(`there is no dump in ${folder}`);
  await db.dropDatabase();
  const counts: Record<string, number> = {};
  for (const file of files) {
    const { collectionName, indexes, options } = readMetadata(await readFile(join(folder, file), "utf8"));
    const collection = await db.createCollection(collectionName, options);
    const others = indexes.filter(({ name }) => name !== "_id_");
    if (others.length > 0) await db.command({ createIndexes: collectionName, indexes: others });
    let count = 0;
    for await (const batch of batchesOf(join(folder, file.replace(/metadata\.json$/, "bson")))) {
      await collection.insertMany(batch);
      count += batch.length;
    }
    counts[collectionName] = count;
  }
  return counts;
}

function readMetadata(text: string): { collectionName: string; indexes: Document[]; options: Document } {
  const { collectionName, indexes, options } = BSON.EJSON.parse(text);
  if (typeof collectionName !== "string" || !Array.isArray(indexes))
    throw new Error("not the metadata of a dump");
  return { collectionName, indexes, options };
}

async function* batchesOf(file: string): AsyncGenerator<Document[]> {
  let batch: Document[] = [];
  let bytes = 0;
  for await (const document of documentsIn(file)) {
    batch.push(BSON.deserialize(document, exactly));
    bytes += document.length;
    if (batch.length < batchOptions.documents && bytes < batchOptions.bytes) continue;
    yield batch;
    batch = [];
    bytes = 0;
  }
  if (batch.length > 0) yield batch;
}

async function* documentsIn(file: string): AsyncGenerator<Buffer> {
  const handle = await open(file);
  try {
    for (;;) {
      // A document begins with its own length.
      const head = await readExactly(handle, 4);
      if (head.length === 0) return;
      const rest = await readExactly(handle, head.readInt32LE(0) - head.length);
      yield Buffer.concat([head, rest]);
    }
  } finally {
    await handle.close();
  }
}

/** So many bytes; none at the end of the file. */
async function readExactly(handle: FileHandle, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length);
  if (bytesRead !== 0 && bytesRead !== length) throw new Error("the dump ends in the middle of a document");
  return buffer.subarray(0, bytesRead);
}
