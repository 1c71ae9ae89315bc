import { testDatabase } from "@vc/testing";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type AccountDocument, accountModel } from "./model.ts";
import { createAccountStore } from "./store.ts";

const account: AccountDocument = {
  _id: "account_1",
  email: "person@example.test",
  emailVerified: true,
  pendingEmail: null,
  logIns: 0,
  passwordHash: "hash",
  displayName: "Zoé",
  nameKeys: ["zoe"],
  bio: "",
  locale: "fr",
  roles: ["user"],
  createdAt: new Date("2026-05-01T00:00:00Z"),
  closing: null,
  sequence: 1,
};

let stored: Awaited<ReturnType<typeof testDatabase>>;
beforeAll(async () => {
  stored = await testDatabase();
});
afterAll(() => stored.stop());

it("refuses a write that breaks the schema, and a query on a field that it does not have", async () => {
  const accounts = stored.database.model(accountModel);
  const { email: _email, ...incomplete } = account;
  const withoutEmail = incomplete as AccountDocument; // no type lets it through
  await expect(accounts.insertOne(withoutEmail)).rejects.toThrow("email is missing");
  await accounts.insertOne(account);
  const owner = { $set: { roles: ["owner"] } } as unknown as { $set: { roles: ["user"] } }; // no type lets it through
  await expect(accounts.updateOne({ _id: account._id }, owner)).rejects.toThrow("roles.0 is none of user");
  const unknown = { mail: account.email } as unknown as { email: string }; // no type lets it through
  await expect(accounts.findOne(unknown)).rejects.toThrow(/"mail" is not in schema/);
  const injected = { email: { $ne: "" } } as unknown as { email: string }; // as a request could bring it
  await expect(accounts.findOne(injected)).rejects.toThrow(/Cast to string failed/);
  expect(await stored.db.collection("accounts").find().toArray()).toEqual([account]);
});

it("reads an account from before there were changes of address and closings as one without", async () => {
  const { pendingEmail, closing, ...old } = { ...account, _id: "account_old", email: "old@example.test" };
  await stored.db.collection<{ _id: string }>("accounts").insertOne(old);
  const found = await createAccountStore(stored.database).findById("account_old");
  expect(found).toMatchObject({ email: "old@example.test", pendingEmail, closing });
});
