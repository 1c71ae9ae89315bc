import { AccountClosed } from "@vc/contracts";
import { type TestPlatform, testPlatform, waitFor } from "@vc/testing";
import { afterAll, beforeAll, expect, it } from "vitest";
import {
  addAccountConsumers,
  changeBatch,
  createAccountErasure,
  defineModel,
  deleteBatch,
  id,
  newId,
  text,
  trusted,
} from "../index.ts";

const about = { indexes: [], shardKey: "_id", erasure: "As the test says." } as const;
const textModel = defineModel({
  ...about,
  collection: "texts",
  holds: "What an account wrote.",
  fields: { _id: id("text"), by: id("account"), text: text({ max: 100, personal: "emptied" }) },
});
const draftModel = defineModel({
  ...about,
  collection: "drafts",
  holds: "What an account began to write.",
  fields: { _id: id("draft"), by: id("account") },
});

let surroundings: TestPlatform;
/** How many documents each transaction erased. */
const batches: number[] = [];
beforeAll(async () => {
  surroundings = await testPlatform({ service: "keepers" });
  const { bus, database } = surroundings.platform;
  const texts = database.model(textModel);
  const drafts = database.model(draftModel);
  const erasure = createAccountErasure({
    bus,
    clock: surroundings.clock,
    batchSize: 2,
    steps: [
      async (batch) => {
        const mine = { by: batch.accountId, text: trusted({ $gt: "" }) };
        const before = await texts.countDocuments(mine, { session: batch.tx.session });
        const erased = await changeBatch(texts, mine, { $set: { text: "" } }, batch);
        const after = await texts.countDocuments(mine, { session: batch.tx.session });
        if (before > 0) batches.push(before - after);
        return erased;
      },
      (batch) => deleteBatch(drafts, { by: batch.accountId }, batch),
    ],
  });
  addAccountConsumers(bus, "accounts", {
    keep: async () => undefined,
    close: async ({ accountId }, tx) => erasure.begin(accountId, tx),
  });
  await surroundings.start();
});
afterAll(() => surroundings.stop());

it("R42: erases an account in batches, each in its own transaction, and nothing of others", async () => {
  const { database } = surroundings.platform;
  const [leaver, other] = [newId("account"), newId("account")];
  const texts = database.model(textModel);
  const drafts = database.model(draftModel);
  for (const by of [leaver, other]) {
    for (let n = 0; n < 5; n++) {
      await texts.insertOne({ _id: `${by}:${n}`, by, text: "words" });
      await drafts.insertOne({ _id: `${by}:${n}`, by });
    }
  }
  await surroundings.neighbours.tell(AccountClosed, leaver, {
    accountId: leaver,
    closedAt: surroundings.clock.now().toISOString(),
  });
  await waitFor(async () => (await drafts.countDocuments({ by: leaver })) === 0, {
    what: "the erasure to end",
  });
  expect(batches).toEqual([2, 2, 1]);
  expect(await texts.countDocuments({ by: leaver, text: "" })).toBe(5);
  expect(await texts.countDocuments({ by: other, text: "words" })).toBe(5);
  expect(await drafts.countDocuments({ by: other })).toBe(5);
});
