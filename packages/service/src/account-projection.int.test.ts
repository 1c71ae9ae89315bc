import { AccountChanged, AccountClosed, AccountRegistered } from "@vc/contracts";
import { type TestPlatform, testPlatform, waitFor } from "@vc/testing";
import { afterAll, beforeAll, expect, it } from "vitest";
import {
  type AccountProjection,
  addAccountConsumers,
  createAccountProjection,
  defineModel,
  id,
  newId,
  text,
} from "./index.ts";

const personModel = defineModel({
  collection: "people",
  holds: "What this test keeps of a person.",
  fields: {
    _id: id("account"),
    displayName: text({ max: 100, personal: "deleted with the document" }),
    email: text({ max: 100, personal: "deleted with the document" }),
  },
  indexes: [],
  shardKey: "_id",
  erasure: "Deleted.",
});

let surroundings: TestPlatform;
let people: AccountProjection<{ displayName: string; email: string }>;
beforeAll(async () => {
  surroundings = await testPlatform({ service: "followers" });
  const { database, bus } = surroundings.platform;
  people = createAccountProjection<{ displayName: string; email: string }>(
    database.model(personModel),
    ({ displayName, email }) => ({ displayName, email }),
  );
  addAccountConsumers(bus, "people", people);
  await surroundings.start();
});
afterAll(() => surroundings.stop());

const anAccount = (accountId: string, displayName: string) => ({
  accountId,
  email: `${accountId}@example.test`,
  emailVerified: true,
  displayName,
  bio: "",
  locale: "fr" as const,
  roles: [],
  createdAt: "2026-01-01T00:00:00.000Z",
});

async function introduce(displayName: string): Promise<string> {
  const accountId = newId("account");
  await surroundings.neighbours.tell(AccountRegistered, accountId, anAccount(accountId, displayName));
  await waitFor(() => people.find(accountId), { what: `${displayName} to be known` });
  return accountId;
}

it("keeps the newest of what accounts say, and no more of it than the service needs", async () => {
  const accountId = await introduce("Zoé");
  await surroundings.neighbours.tell(AccountChanged, accountId, anAccount(accountId, "Zoé M."));
  await waitFor(async () => (await people.find(accountId))?.displayName === "Zoé M.", {
    what: "the new name",
  });
  expect(await people.find(accountId)).toEqual({
    _id: accountId,
    displayName: "Zoé M.",
    email: `${accountId}@example.test`,
  });
});

it("R42: gives names by account, and says of one that it does not know that it is closed", async () => {
  const [zoe, max] = [await introduce("Zoé"), await introduce("Max")];
  const nameOf = await people.namesOf([zoe, max, zoe, "acc_unknown"]);
  expect([zoe, max, "acc_unknown"].map(nameOf)).toEqual([
    { displayName: "Zoé", closed: false },
    { displayName: "Max", closed: false },
    { displayName: "", closed: true },
  ]);
});

it("R42: an event that arrives after the closing, and is older, does not bring the name back", async () => {
  const accountId = await introduce("Zoé");
  const { neighbours } = surroundings;
  const closed = { accountId, closedAt: "2026-02-01T00:00:00.000Z" };
  await neighbours.tell(AccountClosed, accountId, closed, 9);
  await waitFor(async () => (await people.find(accountId)) === null, { what: "the account to be gone" });
  await neighbours.tell(AccountChanged, accountId, anAccount(accountId, "Zoé, late"), 8);
  // Events that find the consumer at rest are applied in the order of their arrival.
  const other = await introduce("Max");
  expect(await people.find(other)).not.toBeNull();
  expect(await people.find(accountId)).toBeNull();
});
