import { appendFile, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AccountClosed, AccountClosing } from "@vc/contracts";
import { newId } from "@vc/service";
import { waitFor } from "@vc/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildTestApp, type TestApp } from "../../test/build-test-app.ts";
import { ERASE_TIMER } from "./close-account.ts";
import { openClosedAccountsLog } from "./closed-accounts-log.ts";

let folder: string;
let path: string;
let test: TestApp;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "vc-closed-"));
  path = join(folder, "closed-accounts.log");
  test = await buildTestApp({ CLOSED_ACCOUNTS_LOG: path });
});
afterAll(async () => {
  await test.stop();
  await rm(folder, { recursive: true, force: true });
});

const timesAsked = (id: string) =>
  test.neighbours.timesHeard(AccountClosing, ({ accountId }) => accountId === id);

/** As after a restore: the account is in the log, and in the database. */
async function aRestoredAccount() {
  const person = await test.aPerson();
  await (await openClosedAccountsLog(path)).add(person.account.id, new Date());
  return person;
}

describe("a restored backup", () => {
  it("R42: brings closed accounts back, and they are closed again", async () => {
    const person = await aRestoredAccount();
    const bystander = await test.aPerson();
    await test.runWorkOnce();
    await test.neighbours.heard(AccountClosing, ({ accountId }) => accountId === person.account.id);
    expect((await test.refresh(person.refreshToken)).status).toBe(401);
    expect((await test.refresh(bystander.refreshToken)).status).toBe(200);
    // Another start while the answers of orders and payments are awaited.
    await test.runWorkOnce();
    expect([timesAsked(person.account.id), timesAsked(bystander.account.id)]).toEqual([1, 0]);
  });

  it("R42: an admin who comes back with it stays, for another admin to see to", async () => {
    const { account } = await test.anAdmin();
    await (await openClosedAccountsLog(path)).add(account.id, new Date());
    await test.runWorkOnce();
    expect(timesAsked(account.id)).toBe(0);
  });

  it("R42: keeps every account that it closes in the log", async () => {
    const person = await test.aPerson();
    const closing = {
      id: newId("closing"),
      since: new Date(),
      isPromised: true,
      answers: { orders: "clear", payments: "clear" },
    };
    const aggregateId = person.account.id;
    await test.platform.db
      .collection<{ _id: string }>("accounts")
      .updateOne({ _id: aggregateId }, { $set: { closing } });
    await test.platform.bus.transaction(async (tx) => {
      tx.armTimer({ aggregateId, kind: ERASE_TIMER, dueAt: test.clock.now() });
    });
    await waitFor(() => test.platform.bus.fireDueTimers(), { what: "the erasure to be due" });
    await test.neighbours.heard(AccountClosed, ({ accountId }) => accountId === aggregateId);
    expect(await (await openClosedAccountsLog(path)).all()).toContain(person.account.id);
  });
});

describe("the log of closed accounts", () => {
  it("holds each account once, and forgets none for a record that a crash cut off", async () => {
    const own = join(folder, "cut.log");
    const log = await openClosedAccountsLog(own);
    const [first, second] = [newId("account"), newId("account")];
    await log.add(first, new Date());
    await appendFile(own, `\n2026-03-02T09:00:00.000Z ${newId("account").slice(0, 12)}`);
    await log.add(second, new Date());
    await log.add(first, new Date());
    expect(await log.all()).toEqual([first, second]);
  });

  it("is found unwritable at the start", async () => {
    await expect(openClosedAccountsLog(join(folder, "missing", "x.log"))).rejects.toThrow(/ENOENT/);
  });
});
