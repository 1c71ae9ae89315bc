import {
  AccountClosed,
  AccountClosing,
  AccountReopened,
  OrdersClosingAnswered,
  PaymentsClosingAnswered,
} from "@vc/contracts";
import { waitFor } from "@vc/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildTestApp, PASSWORD, type TestApp } from "../../test/build-test-app.ts";
import type { ClosingAnswer } from "../accounts/account.ts";

const GRACE_MS = 900_000;
let test: TestApp;
beforeAll(async () => {
  test = await buildTestApp();
});
afterAll(() => test.stop());

type Person = Awaited<ReturnType<TestApp["aPerson"]>>;

const close = ({ accessToken }: Person, password = PASSWORD) =>
  test.call("DELETE", "/v1/me", { token: accessToken, body: { password } });

async function closingOf({ account }: Person): Promise<string> {
  const { data } = await test.neighbours.heard(AccountClosing, ({ accountId }) => accountId === account.id);
  return data.closingId;
}

const answerings = { orders: OrdersClosingAnswered, payments: PaymentsClosingAnswered };

/** What orders and payments answer when an account is to be closed. */
async function answer(
  { account }: Person,
  closingId: string,
  answers: Partial<Record<"orders" | "payments", ClosingAnswer>>,
) {
  for (const [from, said] of Object.entries(answers)) {
    // Keys of the parameter.
    const event = answerings[from as "orders" | "payments"];
    await test.neighbours.tell(event, `${closingId}-${from}`, {
      accountId: account.id,
      closingId,
      answer: said,
    });
  }
}

/** Closes an account without obligations, up to the grace period. */
async function promised(person: Person): Promise<string> {
  const [asked, closingId] = [close(person), await closingOf(person)];
  await answer(person, closingId, { orders: "nothing_open", payments: "nothing_open" });
  expect((await asked).status).toBe(202);
  return closingId;
}

const closed = ({ account }: Person) =>
  test.neighbours.heard(AccountClosed, ({ accountId }) => accountId === account.id);

/** Every document of the database in which one of the words stands. */
async function holdersOf(words: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const { collectionName } of await test.platform.db.collections()) {
    for (const document of await test.platform.db.collection(collectionName).find().toArray()) {
      const text = JSON.stringify(document).toLowerCase();
      if (words.some((word) => text.includes(word.toLowerCase()))) found.push(collectionName);
    }
  }
  return found;
}

describe("closing an account", () => {
  it("R42: ends every session at once, and erases it when nothing is open and every access token is over", async () => {
    const person = await test.aPerson("goes@example.org");
    const elsewhere = (await test.logIn(person.account.email)).body;
    await test.post("/v1/auth/forgot-password", { email: person.account.email });
    await test.post("/v1/me/exports", undefined, person.accessToken);
    expect(await holdersOf([person.account.email])).not.toEqual([]);

    const closingId = await promised(person);
    for (const { refreshToken } of [person, elsewhere])
      expect((await test.refresh(refreshToken)).status).toBe(401);
    expect((await test.logIn(person.account.email)).status).toBe(401);
    expect((await test.call("GET", "/v1/me", { token: person.accessToken })).status).toBe(401);
    expect(
      (await test.call("PATCH", "/v1/me", { token: person.accessToken, body: { bio: "x" } })).status,
    ).toBe(401);
    // A repeat of a request whose answer got lost.
    expect((await close(person)).status).toBe(202);

    await answer(person, closingId, { orders: "clear", payments: "clear" });
    await waitFor(
      () => test.platform.db.collection("timers").findOne({ aggregateId: person.account.id, state: "armed" }),
      { what: "the erasure to be armed" },
    );
    expect(
      test.neighbours.timesHeard(AccountClosed, ({ accountId }) => accountId === person.account.id),
    ).toBe(0);
    test.clock.advance(GRACE_MS);
    await test.platform.bus.fireDueTimers();
    await closed(person);
    await waitFor(async () => (await holdersOf(["goes@example.org"])).length === 0, {
      what: "the address to be gone from every collection",
    });
    expect((await test.call("GET", "/v1/me", { token: person.accessToken })).status).toBe(401);
  });

  it("R42: frees the e-mail address, for an account that has nothing of the old one", async () => {
    const person = await test.aPerson("again@example.org");
    const closingId = await promised(person);
    const taken = { email: "again@example.org", password: PASSWORD, displayName: "Ann", locale: "en" };
    expect((await test.post("/v1/auth/register", taken)).status).toBe(409);
    await answer(person, closingId, { orders: "clear", payments: "clear" });
    test.clock.advance(GRACE_MS);
    await waitFor(() => test.platform.bus.fireDueTimers(), { what: "the erasure to be due" });
    await closed(person);
    const again = await test.aPerson("again@example.org");
    expect(again.account.id).not.toBe(person.account.id);
  });

  it.each(["orders", "payments"] as const)(
    "R42: is 409 open_orders when %s sees something open, and nothing has changed",
    async (from) => {
      const person = await test.aPerson();
      const [asked, closingId] = [close(person), await closingOf(person)];
      await answer(person, closingId, { [from]: "open" });
      expect(await asked).toMatchObject({ status: 409, body: { code: "open_orders" } });
      expect((await test.refresh(person.refreshToken)).status).toBe(200);
      const { data } = await test.neighbours.heard(
        AccountReopened,
        ({ accountId }) => accountId === person.account.id,
      );
      expect(data).toMatchObject({ closingId, wasPromised: false });
    },
  );

  it("R42: stays open when an order was placed at the same moment, and its owner is notified", async () => {
    const person = await test.aPerson();
    const closingId = await promised(person);
    await answer(person, closingId, { orders: "open" });
    const { data } = await test.neighbours.heard(
      AccountReopened,
      ({ accountId }) => accountId === person.account.id,
    );
    expect(data).toEqual({ accountId: person.account.id, closingId, wasPromised: true });
    expect((await test.logIn(person.account.email)).status).toBe(200);
    // What is said of the wish that is over does not close the account.
    await answer(person, closingId, { orders: "clear", payments: "clear" });
    test.clock.advance(GRACE_MS);
    expect((await test.logIn(person.account.email)).status).toBe(200);
  });

  it("R42: does not wait for a service that is down; the account is closed when it answers", async () => {
    const person = await test.aPerson();
    expect((await close(person)).status).toBe(202);
    const closingId = await closingOf(person);
    await answer(person, closingId, { orders: "clear" });
    test.clock.advance(GRACE_MS);
    await answer(person, closingId, { payments: "clear" });
    await closed(person);
  });

  it("refuses a wrong password, a caller without a session, and an admin", async () => {
    const person = await test.aPerson();
    expect(await close(person, "wrong horse battery")).toMatchObject({
      status: 400,
      body: { errors: [{ path: "password" }] },
    });
    expect((await test.call("DELETE", "/v1/me", { body: { password: PASSWORD } })).status).toBe(401);
    expect(await close(await test.anAdmin())).toMatchObject({
      status: 409,
      body: { code: "own_admin_role" },
    });
  });
});
