import { randomUUID } from "node:crypto";
import { testDatabase } from "@vc/testing";
import { mongo } from "mongoose";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Model } from "./database.ts";
import { type DocumentOf, defineModel } from "./define-model.ts";
import {
  absentMeans,
  code,
  decimal,
  flag,
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
  variants,
  whole,
} from "./fields.ts";
import { trusted } from "./queries.ts";

const workModel = defineModel({
  collection: "works",
  holds: "A piece of work.",
  fields: {
    _id: id("work"),
    ownerId: id("account"),
    state: oneOf(["open", "done"]),
    stars: oneOf([1, 2, 3]),
    cents: whole({ min: 0 }),
    share: decimal({ max: 1 }),
    isLate: flag(),
    at: moment(),
    note: text({ max: 10, personal: "emptied" }),
    reply: nullable(object({ text: text({ max: 10, personal: "emptied" }), at: moment() })),
    ending: nullable(
      variants("kind", { at: moment() }, { completed: { wasLate: flag() }, refused: { reason: code() } }),
    ),
    tags: list(text({ max: 5, personal: "not personal" }), { max: 3 }),
    steps: list(object({ by: code(), data: json({ personal: "not personal" }) })),
    choices: record(flag()),
    place: optional(code()),
    tries: absentMeans(0, whole()),
  },
  indexes: [
    { key: { ownerId: 1, at: -1 }, for: "the works of an account" },
    { key: { place: 1 }, unique: true, sparse: true, for: "one work for a place" },
    { key: { at: 1 }, expireAfterSeconds: 86_400, for: "works go after a day" },
  ],
  shardKey: "ownerId",
  erasure: "The note and the reply are emptied.",
});
type Work = DocumentOf<typeof workModel>;

const aWork = (wanted: Partial<Work> = {}): Work => ({
  _id: `work_${randomUUID()}`,
  ownerId: "account_1",
  state: "open",
  stars: 2,
  cents: 100,
  share: 0.5,
  isLate: false,
  at: new Date("2026-05-01T00:00:00Z"),
  note: "",
  reply: null,
  ending: null,
  tags: [],
  steps: [],
  choices: {},
  tries: 1,
  ...wanted,
});

let stored: Awaited<ReturnType<typeof testDatabase>>;
let works: Model<Work>;
const raw = () => stored.db.collection<{ _id: string }>("works");

beforeAll(async () => {
  stored = await testDatabase();
  works = stored.database.model(workModel);
  await stored.database.ensureIndexes();
});
afterAll(() => stored.stop());

/** What the schema has to say to a value that no type lets through. */
const broken = (fields: object) => ({ ...aWork(), ...fields }) as Work;

describe("what breaks the schema is refused before it is sent", () => {
  it.each([
    ["a missing field", { state: undefined }, /state is missing/],
    ["null where there has to be something", { at: null }, /at is missing/],
    ["a number where a text belongs", { note: 5 }, /note is not a String/],
    ["a text where a time belongs", { at: "2026-05-01" }, /at is not a Date/],
    ["a text where a number belongs", { cents: "100" }, /cents is not a Number/],
    ["a value that is none of the list", { state: "lost" }, /state is none of open, done/],
    ["a number that is none of the list", { stars: 4 }, /stars is none of 1, 2, 3/],
    ["cents that are not whole", { cents: 0.5 }, /cents is not a whole number/],
    ["less than the least", { cents: -1 }, /cents is less than 0/],
    ["more than the most", { share: 1.1 }, /share is more than 1/],
    ["a text that is too long", { note: "12345678901" }, /is longer than/],
    ["a list that is too long", { tags: ["a", "b", "c", "d"] }, /tags holds more than 3/],
    ["something else in place of a list", { tags: "a" }, /tags is not a list/],
    ["a wrong item", { tags: ["a", 1] }, /tags.1 is not a String/],
    ["a wrong field in an item", { steps: [{ by: 1, data: {} }] }, /steps.0.by is not a String/],
    ["a wrong field in a part", { reply: { text: 1, at: new Date() } }, /reply.text is not a String/],
    ["a part that is none", { reply: "yes" }, /reply is not an object/],
    [
      "a form without its fields",
      { ending: { kind: "completed", at: new Date() } },
      /ending.wasLate is missing/,
    ],
    [
      "a form that there is not",
      { ending: { kind: "lost", at: new Date() } },
      /ending.kind is none of completed, refused/,
    ],
    ["a wrong value of a record", { choices: { mail: "yes" } }, /choices.mail is not a Boolean/],
    ["a field that the schema does not have", { colour: "red" }, /colour.* is not in schema/],
    [
      "such a field in a part",
      { reply: { text: "", at: new Date(), by: "x" } },
      /reply.by.* is not in schema/,
    ],
    ["such a field in a form", { ending: { kind: "refused", at: new Date(), reason: "", x: 1 } }, /ending.x/],
  ])("%s", async (_name, fields, message) => {
    const work = broken(fields);
    await expect(works.insertOne(work)).rejects.toThrow(message);
    await expect(works.insertMany([aWork(), work])).rejects.toThrow(message);
    const { _id, ...content } = work;
    await expect(works.replaceOne({ _id }, content, { upsert: true })).rejects.toThrow(message);
    expect(await raw().countDocuments({ _id })).toBe(0);
  });

  it.each([
    ["a wrong value", { $set: { state: "lost" } }, /state is none of/],
    ["a wrong value on a path", { $set: { "reply.text": 1 } }, /reply.text is not a String/],
    ["a field that the schema does not have", { $set: { colour: "red" } }, /colour.* is not in schema/],
    ["such a path", { $set: { "reply.colour": "red" } }, /reply.colour.* is not in schema/],
    ["a field that is taken away and has to be there", { $unset: { note: "" } }, /note may not be missing/],
    ["a wrong new item", { $push: { tags: 1 } }, /tags.* is not a String/],
    ["one of several new items", { $push: { tags: { $each: ["a", "123456"] } } }, /is longer than/],
    ["an item for what is no list", { $push: { note: "a" } }, /note is not a list/],
    ["counting up a text", { $inc: { note: 1 } }, /note is not a number/],
  ])("an update with %s", async (_name, change, message) => {
    const work = aWork();
    await works.insertOne(work);
    // No type lets these through.
    const wrong = change as unknown as { $set: { note: string } };
    await expect(works.updateOne({ _id: work._id }, wrong)).rejects.toThrow(message);
    await expect(works.updateMany({ _id: work._id }, wrong)).rejects.toThrow(message);
    await expect(
      works.findOneAndUpdate({ _id: work._id }, wrong, { returnDocument: "after" }),
    ).rejects.toThrow(message);
    expect(await works.findOne({ _id: work._id })).toEqual(work);
  });

  it("an upsert that would make half a document", async () => {
    const { _id, state, ...rest } = aWork();
    await expect(works.updateOne({ _id }, { $set: rest }, { upsert: true })).rejects.toThrow(
      /state is missing/,
    );
    const { upsertedCount } = await works.updateOne(
      { _id },
      { $set: rest, $setOnInsert: { state } },
      { upsert: true },
    );
    expect(upsertedCount).toBe(1);
    expect(await works.findOne({ _id })).toEqual({ _id, state, ...rest });
  });
});

describe("filters", () => {
  it("throw on a field that the schema does not have", async () => {
    const unknown = { colour: "red" } as unknown as { note: string };
    await expect(works.findOne(unknown)).rejects.toThrow(/colour.* not in schema/);
    await expect(works.find(unknown)).rejects.toThrow(/colour.* not in schema/);
    await expect(works.find({ $or: [unknown] })).rejects.toThrow(/colour.* not in schema/);
    await expect(works.find({ "reply.colour": "red" })).rejects.toThrow(/colour.* not in schema/);
    await expect(Array.fromAsync(works.stream(unknown))).rejects.toThrow(/colour.* not in schema/);
    await expect(works.countDocuments(unknown)).rejects.toThrow(/colour.* not in schema/);
    await expect(works.updateOne(unknown, { $set: { note: "" } })).rejects.toThrow(/colour.* not in schema/);
    await expect(works.deleteMany(unknown)).rejects.toThrow(/colour.* not in schema/);
    await expect(works.aggregate([{ $match: unknown }, { $limit: 1 }])).rejects.toThrow(
      /colour.* not in schema/,
    );
    await expect(works.aggregate([{ $match: unknown }])).rejects.toThrow(/colour.* not in schema/);
  });

  it("take no operator that is not trusted", async () => {
    const { ownerId, ...work } = aWork({ ownerId: "account_injected" });
    await works.insertOne({ ownerId, ...work });
    const brought = { ownerId, state: { $ne: "done" } } as unknown as { ownerId: string };
    await expect(works.find(brought)).rejects.toThrow(/Cast to string failed/);
    await expect(works.updateMany(brought, { $set: { note: "x" } })).rejects.toThrow(/Cast to string failed/);
    await expect(works.aggregate([{ $match: brought }])).rejects.toThrow(/Cast to string failed/);
    const written = { ownerId, state: trusted({ $ne: "done" }), cents: trusted({ $gte: 100, $lt: 101 }) };
    expect(await works.find(written)).toHaveLength(1);
    expect(await works.aggregate([{ $match: written }])).toHaveLength(1);
    expect((await works.updateMany(written, { $set: { note: "x" } })).modifiedCount).toBe(1);
    expect(
      await works.find({ ...written, $or: [{ state: trusted({ $in: ["done"] }) }, { stars: 2 }] }),
    ).toHaveLength(1);
  });

  it("may be used again: a query changes none that it is given", async () => {
    const ownerId = "account_again";
    await works.insertMany([aWork({ ownerId }), aWork({ ownerId, state: "done" })]);
    const filter = Object.freeze({
      ownerId,
      state: Object.freeze(trusted({ $in: Object.freeze(["done"] as const) })),
    });
    for (let time = 1; time <= 2; time++) {
      expect(await works.find(filter)).toHaveLength(1);
      expect(await works.countDocuments(filter)).toBe(1);
      expect((await works.updateMany(filter, { $set: { note: `${time}` } })).matchedCount).toBe(1);
      expect(await works.aggregate([{ $match: filter }])).toHaveLength(1);
    }
    expect({ ...filter.state }).toEqual({ ...trusted({ $in: ["done"] }) });
  });
});

describe("documents", () => {
  it("come back as they were written, as plain values", async () => {
    const work = aWork({
      reply: { text: "Danke", at: new Date() },
      ending: { kind: "refused", at: new Date(), reason: "late" },
      tags: ["a"],
      steps: [{ by: "me", data: { any: [1, null, { thing: true }] } }],
      choices: { mail: true },
    });
    await works.insertOne(work);
    const found = await works.findOne({ _id: work._id });
    expect(found).toEqual(work);
    expect(Object.getPrototypeOf(found)).toBe(Object.prototype);
    expect(await raw().findOne({ _id: work._id })).toEqual(work);
    expect(await works.findOne({ _id: work._id }, { fields: ["_id", "tags"] })).toEqual({
      _id: work._id,
      tags: ["a"],
    });
    expect(await works.findOne({ _id: work._id }, { fields: ["tags"] })).toEqual({ tags: ["a"] });
    expect(await works.findOneAndDelete({ _id: work._id })).toEqual(work);
    expect(await works.findOne({ _id: work._id })).toBeNull();
  });

  it("have what they are read with where a field is younger than they", async () => {
    const { tries, ...old } = aWork({ ownerId: "account_old" });
    await raw().insertOne(old);
    expect(await works.findOne({ _id: old._id })).toEqual({ ...old, tries: 0 });
    expect(await works.find({ ownerId: "account_old" })).toEqual([{ ...old, tries: 0 }]);
    expect(await Array.fromAsync(works.stream({ ownerId: "account_old" }))).toEqual([{ ...old, tries: 0 }]);
    expect(await works.findOne({ _id: old._id }, { fields: ["note"] })).toEqual({ note: "" });
    expect(tries).toBe(1);
  });

  it("are sorted, cut and read one after the other", async () => {
    const ownerId = "account_sorted";
    await works.insertMany([3, 1, 2].map((cents) => aWork({ ownerId, cents })));
    const sorted = await works.find({ ownerId }, { sort: { cents: -1 }, limit: 2, fields: ["cents"] });
    expect(sorted).toEqual([{ cents: 3 }, { cents: 2 }]);
    const all = await Array.fromAsync(works.stream({ ownerId }, { sort: { cents: 1 }, batchSize: 1 }));
    expect(all.map(({ cents }) => cents)).toEqual([1, 2, 3]);
    const changed = await works.findOneAndUpdate(
      { ownerId },
      { $inc: { cents: 10 } },
      { sort: { cents: 1 }, returnDocument: "after" },
    );
    expect(changed?.cents).toBe(11);
    expect(await works.countDocuments({ ownerId }, { limit: 2 })).toBe(2);
    expect((await works.deleteMany({ ownerId })).deletedCount).toBe(3);
  });

  it("are written and read in a transaction that is given", async () => {
    const work = aWork({ ownerId: "account_tx" });
    await stored.db.client.withSession(async (session) => {
      session.startTransaction();
      await works.insertOne(work, { session });
      await works.updateOne({ _id: work._id }, { $push: { tags: "new" } }, { session });
      expect((await works.findOne({ _id: work._id }, { session }))?.tags).toEqual(["new"]);
      expect(await works.findOne({ _id: work._id })).toBeNull();
      await session.abortTransaction();
    });
    expect(await works.findOne({ _id: work._id }, { session: undefined })).toBeNull();
  });
});

it("builds the indexes of the model and drops none", async () => {
  await raw().createIndex({ note: 1 });
  await stored.database.ensureIndexes();
  const indexes = await raw().indexes();
  expect(indexes.map(({ name }) => name).toSorted()).toEqual([
    "_id_",
    "at_1",
    "note_1",
    "ownerId_1_at_-1",
    "place_1",
  ]);
  expect(indexes).toContainEqual(expect.objectContaining({ name: "place_1", unique: true, sparse: true }));
  expect(indexes).toContainEqual(expect.objectContaining({ name: "at_1", expireAfterSeconds: 86_400 }));
});

it("reports a second document of one place as the driver does", async () => {
  await works.insertOne(aWork({ place: "first" }));
  const again = works.insertOne(aWork({ place: "first" }));
  await expect(again).rejects.toThrow(mongo.MongoServerError);
  await expect(again).rejects.toMatchObject({ code: 11_000 });
});
