import { mkdtemp, readFile, rm, truncate } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createNamespace, type Namespace } from "@vc/testing";
import { Binary, BSON, type Db, Double, Int32, Long, MongoClient, ObjectId } from "mongodb";
import { afterEach, beforeEach, expect, it } from "vitest";
import { restoreDatabase, saveDatabase } from "./database-dump.ts";

let namespace: Namespace;
let client: MongoClient;
let db: Db;
let folder: string;
beforeEach(async () => {
  namespace = createNamespace();
  client = await new MongoClient(namespace.mongoUrl).connect();
  db = client.db(namespace.dbName);
  folder = await mkdtemp(join(tmpdir(), "vc-test-"));
});
afterEach(async () => {
  await client.close();
  await rm(folder, { recursive: true, force: true });
  await namespace.cleanup();
});

/** One of each type that documents of the services have. */
const document = {
  _id: new ObjectId(),
  cents: new Int32(1_500),
  score: new Double(4),
  sequence: Long.fromString("9007199254740993"),
  at: new Date("2026-11-25T07:33:04.123Z"),
  bytes: new Binary(Buffer.from([0, 1, 254, 255])),
  words: "Création élégante €",
  nothing: null,
  list: [{ isTrue: true }, []],
};
const exactly = { promoteValues: false, promoteLongs: false, promoteBuffers: false };

it("puts back every document as it was, byte for byte", async () => {
  await db.collection<object>("things").insertOne(document);
  await db
    .collection<{ _id: string }>("files.chunks")
    .insertMany(Array.from({ length: 2_500 }, (_, number) => ({ _id: `chunk ${number}` })));
  const read = async () =>
    (await db.collection("things").find({}, exactly).toArray()).map((each) => BSON.serialize(each));
  const before = await read();
  const saved = await saveDatabase(db, folder);
  await db.dropDatabase();
  await db.collection("strangers").insertOne({ is: "deleted by the restore" });

  expect(await restoreDatabase(db, folder)).toEqual(saved);

  expect(saved).toEqual({ things: 1, "files.chunks": 2_500 });
  expect(await read()).toEqual(before);
  expect(await db.collection("files.chunks").countDocuments({})).toBe(2_500);
  expect(await db.collection("strangers").countDocuments({})).toBe(0);
});

it("puts back the indexes with what they promise", async () => {
  await db.collection("things").createIndex({ email: 1 }, { unique: true });
  await db.collection("things").createIndex({ expiresAt: 1 }, { expireAfterSeconds: 0 });
  await db.collection("things").createIndex({ a: 1, b: -1 }, { partialFilterExpression: { open: true } });
  const indexes = async () =>
    (await db.collection("things").listIndexes().toArray()).toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const before = await indexes();
  await saveDatabase(db, folder);
  await restoreDatabase(db, folder);
  expect(await indexes()).toEqual(before);
  await db.collection("things").insertOne({ email: "a@example.test" });
  await expect(db.collection("things").insertOne({ email: "a@example.test" })).rejects.toThrow(/E11000/);
});

it("writes what mongorestore reads: documents one after the other, options and indexes as Extended JSON", async () => {
  await db.collection<object>("things").insertMany([document, { ...document, _id: new ObjectId() }]);
  await saveDatabase(db, folder);
  const bytes = await readFile(join(folder, "things.bson"));
  expect(bytes.length).toBe(2 * BSON.serialize(document).length);
  expect(JSON.parse(await readFile(join(folder, "things.metadata.json"), "utf8"))).toMatchObject({
    collectionName: "things",
    type: "collection",
    options: {},
    indexes: [{ name: "_id_", key: { _id: { $numberInt: "1" } } }],
  });
});

it("refuses a folder without a dump and a dump that was cut off, and says so", async () => {
  await expect(restoreDatabase(db, folder)).rejects.toThrow(`there is no dump in ${folder}`);
  await db.collection<object>("things").insertOne(document);
  await saveDatabase(db, folder);
  await truncate(join(folder, "things.bson"), 40);
  await expect(restoreDatabase(db, folder)).rejects.toThrow("in the middle of a document");
});
